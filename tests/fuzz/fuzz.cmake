# libFuzzer's programs, tests/fuzz/<name>_fuzz.cpp, in the address build; tests/fuzz/run runs them.
add_custom_target(fuzzers)
file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/*_fuzz.cpp)
foreach(source ${sources})
  get_filename_component(name ${source} NAME_WE)
  string(REPLACE _ - name ${name})
  add_executable(${name} EXCLUDE_FROM_ALL ${source}
    ${CMAKE_SOURCE_DIR}/tests/support/make_xlsx.cpp)
  target_link_libraries(${name} PRIVATE sync_core)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
endforeach()
