# libFuzzer's programs, tests/fuzz/<name>_fuzz.cpp, with nothing but the decoders under them:
#   cmake -S . -B build-fuzz -G Ninja -DSALA_KIND=fuzz -DCMAKE_CXX_COMPILER=clang++
# tests/fuzz/run builds and runs them.
set(decoders)
foreach(folder platform/base platform/crypto platform/pattern platform/thai
        platform/workbook sync/forms sync/forms/xlsform sync/model)
  file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/${folder}/*.cpp)
  list(APPEND decoders ${found})
endforeach()
list(APPEND decoders ${CMAKE_SOURCE_DIR}/sync/ledger/run.cpp ${CMAKE_SOURCE_DIR}/sync/link/frame.cpp
  ${CMAKE_SOURCE_DIR}/tests/support/make_xlsx.cpp)
add_library(decoders STATIC ${decoders})
target_link_libraries(decoders PUBLIC sala_options Threads::Threads Boost::json
  PkgConfig::libsodium PkgConfig::libzstd PkgConfig::libzip PkgConfig::pugixml PkgConfig::icu-i18n
  PkgConfig::icu-uc)
sala_compile_together(decoders)

add_custom_target(fuzzers)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp)
foreach(source ${sources})
  get_filename_component(name ${source} NAME_WE)
  string(REPLACE _ - name ${name})
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE decoders)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
endforeach()
