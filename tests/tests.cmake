# One doctest program a room; ctest runs each source file of it as a test of its own, so that a
# failure names the file. Tests may find the build folder's `share/` through SALA_SHARE.
find_package(doctest QUIET)
if(NOT doctest_FOUND)
  message(STATUS "doctest is not installed: only the programs are built (platform/test installs it)")
  return()
endif()

# What all of them share, doctest's own code among it.
file(GLOB support CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/support/*.cpp)
add_library(test_support STATIC ${CMAKE_SOURCE_DIR}/tests/doctest_body.cpp
  ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp ${support})
target_link_libraries(test_support PUBLIC platform_core doctest::doctest)
target_compile_definitions(test_support PUBLIC
  SALA_SOURCE="${CMAKE_SOURCE_DIR}" SALA_SHARE="${CMAKE_BINARY_DIR}/share"
  SALA_BINARIES="${CMAKE_BINARY_DIR}")
if(SALA_KIND MATCHES "address|thread")
  target_compile_definitions(test_support PUBLIC SALA_SANITIZED)  # ten times as slow
endif()
# A figure has its own main: the archive gives this one only to who has none.
set_source_files_properties(${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp PROPERTIES
  SKIP_UNITY_BUILD_INCLUSION ON)
sala_compile_together(test_support)

function(sala_tests name)
  cmake_parse_arguments(arg "" "" "FOLDERS;LINK" ${ARGN})
  set(sources)
  set(helpers)
  foreach(folder ${arg_FOLDERS})
    file(GLOB found CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*_test.cpp)
    list(APPEND sources ${found})
    file(GLOB other CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${folder}/*.cpp)
    list(REMOVE_ITEM other ${found})
    list(FILTER other EXCLUDE REGEX "_main\\.cpp$")
    list(APPEND helpers ${other})
  endforeach()
  if(NOT sources)
    return()
  endif()
  add_executable(${name} ${sources} ${helpers})
  target_link_libraries(${name} PRIVATE test_support ${arg_LINK})
  sala_compile_together(${name})
  foreach(source ${sources})
    file(RELATIVE_PATH short ${CMAKE_SOURCE_DIR}/tests ${source})
    string(REGEX REPLACE "_test\\.cpp$" "" short ${short})
    add_test(NAME ${short} COMMAND ${name} --source-file=*tests/${short}_test.cpp --no-skip
             --no-intro WORKING_DIRECTORY ${CMAKE_BINARY_DIR})
    # A file in which no test ran has not passed.
    set_tests_properties(${short} PROPERTIES FAIL_REGULAR_EXPRESSION "test cases: +0 " TIMEOUT 300
      ENVIRONMENT "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/leaks.supp:print_suppressions=0")
  endforeach()
endfunction()

sala_tests(platform-tests FOLDERS platform/base platform/posix platform/db platform/crypto
  platform/http platform/workbook platform/thai platform/pattern LINK platform_core)
sala_tests(screen-tests FOLDERS platform/text platform/screen LINK platform_screen)
sala_tests(sync-tests FOLDERS sync/model sync/rules sync/ledger sync/views sync/forms sync/forms/xlsform sync/link sim
  LINK sync_hq)
sala_tests(hq-tests FOLDERS sync/hq sync/hq/import LINK sync_hq)
sala_tests(kiosk-tests FOLDERS kiosk kiosk/ui kiosk/screens ui LINK kiosk)
sala_tests(tidy-tests FOLDERS tidy LINK platform_core)

# Figures, see platform/test --bench: tests/bench/<name>_bench.cpp and the folder of that name. The
# sanitizers' builds have no use for them.
set(bench ${CMAKE_SOURCE_DIR}/tests/bench)
function(sala_bench name)
  add_executable(${name}-bench ${bench}/${name}_bench.cpp ${ARGN})
  target_link_libraries(${name}-bench PRIVATE bench_support)
  if(NOT SALA_KIND STREQUAL "release")
    set_target_properties(${name}-bench PROPERTIES EXCLUDE_FROM_ALL ON)
  endif()
endfunction()
add_library(bench_support STATIC EXCLUDE_FROM_ALL ${bench}/people.cpp ${bench}/workshop.cpp
  ${bench}/measure.cpp)
target_link_libraries(bench_support PUBLIC test_support sync_hq)
file(GLOB hq_bench CONFIGURE_DEPENDS ${bench}/hq/*.cpp)
file(GLOB kiosk_bench CONFIGURE_DEPENDS ${bench}/kiosk/*.cpp)
sala_bench(http)
sala_bench(link)
sala_bench(search)
sala_bench(form)
sala_bench(sealing)
set(rules ${CMAKE_SOURCE_DIR}/tests/sync/rules)
sala_bench(seats ${rules}/seat_walk.cpp ${rules}/seat_oracle.cpp ${rules}/seat_stranding.cpp)
sala_bench(hq ${hq_bench})
sala_bench(kiosk ${kiosk_bench})
target_link_libraries(kiosk-bench PRIVATE kiosk)
add_dependencies(hq-bench sala-hq)
add_dependencies(kiosk-bench sala-kiosk)

# Real processes. They take their time, and the sanitizers' builds leave the browser out.
sala_tests(e2e-tests FOLDERS e2e LINK kiosk)
if(TARGET e2e-tests)
  add_executable(e2e-signer ${CMAKE_SOURCE_DIR}/tests/e2e/signer_main.cpp)
  add_executable(e2e-crowd ${CMAKE_SOURCE_DIR}/tests/e2e/crowd_main.cpp)
  foreach(program e2e-signer e2e-crowd)
    target_link_libraries(${program} PRIVATE kiosk)
  endforeach()
  add_dependencies(e2e-tests sala-hq sala-kiosk e2e-signer e2e-crowd)
endif()

# Drawing every screen in every language, size and theme, and living through weeks, take minutes
# under the sanitizers, where SALA_DRAW_ONCE and SALA_SIM_RUNS ask for less.
foreach(test kiosk/screens/previews kiosk/ui/gallery sim/fleet sim/seat_storms)
  set_tests_properties(${test} PROPERTIES TIMEOUT 1200)
endforeach()
set_tests_properties(e2e/care e2e/form_try e2e/power_cut e2e/tls e2e/full_disk e2e/window PROPERTIES LABELS e2e)

# The Debian packages, as platform/package makes them.
if(SALA_KIND STREQUAL "release")
  add_test(NAME platform/packaging
    COMMAND ${CMAKE_SOURCE_DIR}/tests/platform/packaging/package_test.sh ${CMAKE_BINARY_DIR})
  set_tests_properties(platform/packaging PROPERTIES TIMEOUT 300)
endif()

# The live pages in a real browser. `npm ci` in tests/e2e fetches what it needs (platform/test does).
find_program(NODE node)
if(NODE AND SALA_KIND MATCHES "release|debug")
  foreach(page live_page course_page results_page)
    add_test(NAME e2e/${page} COMMAND ${NODE} --test ${page}.test.js
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}/tests/e2e)
    set_tests_properties(e2e/${page} PROPERTIES LABELS e2e TIMEOUT 600
      ENVIRONMENT "SALA_BINARIES=${CMAKE_BINARY_DIR}")
  endforeach()
endif()
