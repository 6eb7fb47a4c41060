# share/web: the pages that the programs serve, as they are.
file(GLOB pages CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/web/*.html
  ${CMAKE_CURRENT_LIST_DIR}/web/*.css ${CMAKE_CURRENT_LIST_DIR}/web/*.js)
sala_copies(web ${pages})

# Drawings that pages show, as vectors: a page is drawn once, and looks right on every screen.
foreach(name pavilion hands boats bench)
  sala_copies(web ${CMAKE_CURRENT_LIST_DIR}/doodles/${name}.svg)
endforeach()
