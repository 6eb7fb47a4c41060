# What the programs need beside their binaries, laid out under the build folder as `share/`:
#   share/locale/<language>.mo   words, compiled from assets/locale/*.po and checked
#   share/demo/<name>.csv        the demo workshop, to be imported
#   share/forms/<name>.csv       questionnaires to copy
#   share/asked/<name>.csv       which of them the demo workshop asks when
#   share/doodles/<name>.png     drawings, 720 px wide, in weights (see doodles/weights.css)
#   share/fonts/<name>.ttf       fonts, from Debian's packages
#   share/icons/<name>.png       icons, 192 px wide; only their coverage counts
#   share/web/<name>             pages that the programs serve
# No SVG and no PO is read at run time. SALA_SHARE names this folder for tests.
find_program(MSGFMT msgfmt REQUIRED)
find_program(RSVG_CONVERT rsvg-convert REQUIRED)

set(share ${CMAKE_BINARY_DIR}/share)
set(share_files)

# Files that go to share/<folder> as they are.
function(sala_copies folder)
  foreach(source ${ARGN})
    get_filename_component(name ${source} NAME)
    set(target ${share}/${folder}/${name})
    add_custom_command(OUTPUT ${target} DEPENDS ${source} VERBATIM
      COMMAND ${CMAKE_COMMAND} -E make_directory ${share}/${folder}
      COMMAND ${CMAKE_COMMAND} -E copy ${source} ${target}
      COMMENT "Copy: ${folder}/${name}")
    list(APPEND share_files ${target})
  endforeach()
  set(share_files ${share_files} PARENT_SCOPE)
endfunction()

file(GLOB catalogues CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/locale/*.po)
foreach(source ${catalogues})
  get_filename_component(name ${source} NAME_WE)
  set(target ${share}/locale/${name}.mo)
  add_custom_command(OUTPUT ${target} DEPENDS ${source} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${share}/locale
    COMMAND ${MSGFMT} --check --output-file=${target} ${source}
    COMMENT "Words: ${name}")
  list(APPEND share_files ${target})
endforeach()

# Masters are larger than screens draw them, so that every size is a reduction; not larger than
# that, as the start screen waits for its doodle to be read (960 wide took 10 ms more).
function(sala_drawings folder width)
  set(weights ${CMAKE_SOURCE_DIR}/assets/${folder}/weights.css)
  set(stylesheet)
  if(EXISTS ${weights})
    set(stylesheet --stylesheet=${weights})
  else()
    set(weights)
  endif()
  file(GLOB drawings CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/assets/${folder}/*.svg)
  foreach(source ${drawings})
    get_filename_component(name ${source} NAME_WE)
    set(target ${share}/${folder}/${name}.png)
    add_custom_command(OUTPUT ${target} DEPENDS ${source} ${weights} VERBATIM
      COMMAND ${CMAKE_COMMAND} -E make_directory ${share}/${folder}
      COMMAND ${RSVG_CONVERT} ${stylesheet} --keep-aspect-ratio --width=${width} --output=${target} ${source}
      COMMENT "Drawing: ${folder}/${name}")
    list(APPEND share_files ${target})
  endforeach()
  set(share_files ${share_files} PARENT_SCOPE)
endfunction()
sala_drawings(doodles 720)
sala_drawings(icons 192)

file(GLOB tables CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/demo/*.csv)
sala_copies(demo ${tables})
file(GLOB asked CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/demo/asked/*.csv)
sala_copies(asked ${asked})
file(GLOB forms CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/demo/forms/*.csv)
sala_copies(forms ${forms})

include(${CMAKE_CURRENT_LIST_DIR}/fonts.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/web.cmake)

add_custom_target(share ALL DEPENDS ${share_files})
add_dependencies(platform_core share)
