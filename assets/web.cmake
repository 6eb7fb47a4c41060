# share/web: the pages that the programs serve, as they are.
file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/web/*.html
  ${CMAKE_CURRENT_LIST_DIR}/web/*.css ${CMAKE_CURRENT_LIST_DIR}/web/*.js)
foreach(source ${pages})
  get_filename_component(name ${source} NAME)
  set(target ${share}/web/${name})
  add_custom_command(OUTPUT ${target} DEPENDS ${source} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${share}/web
    COMMAND ${CMAKE_COMMAND} -E copy ${source} ${target}
    COMMENT "Page: ${name}")
  list(APPEND share_files ${target})
endforeach()

# Drawings that pages show, as vectors: a page is drawn once, and looks right on every screen.
foreach(name pavilion hands boats bench)
  set(source ${CMAKE_SOURCE_DIR}/assets/doodles/${name}.svg)
  set(target ${share}/web/${name}.svg)
  add_custom_command(OUTPUT ${target} DEPENDS ${source} VERBATIM
    COMMAND ${CMAKE_COMMAND} -E make_directory ${share}/web
    COMMAND ${CMAKE_COMMAND} -E copy ${source} ${target}
    COMMENT "Page drawing: ${name}")
  list(APPEND share_files ${target})
endforeach()
