# Three Debian packages: what both programs need (sala-common), headquarters, the kiosk.
# platform/package makes them; see the README beside this file.
set(packaging ${CMAKE_CURRENT_LIST_DIR})
install(DIRECTORY ${CMAKE_BINARY_DIR}/share/ DESTINATION share/sala COMPONENT common)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION share/doc/sala-common COMPONENT common)
foreach(program hq kiosk)
  install(TARGETS sala-${program} DESTINATION bin COMPONENT ${program})
  install(FILES ${packaging}/sala-${program}.service DESTINATION lib/systemd/system
    COMPONENT ${program})
  install(FILES ${packaging}/sala-${program}.sysusers DESTINATION lib/sysusers.d
    RENAME sala-${program}.conf COMPONENT ${program})
  install(FILES ${packaging}/sala-${program}.default DESTINATION /etc/default
    RENAME sala-${program} COMPONENT ${program})
endforeach()
install(PROGRAMS ${packaging}/sala-hq-certificates DESTINATION bin COMPONENT hq)
install(FILES ${packaging}/70-sala-kiosk.rules DESTINATION lib/udev/rules.d COMPONENT kiosk)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME sala)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "Sala <sala@localhost>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL common hq kiosk)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION misc)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
  GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_COMMON_PACKAGE_NAME sala-common)
set(CPACK_DEBIAN_COMMON_PACKAGE_ARCHITECTURE all)
set(CPACK_DEBIAN_COMMON_PACKAGE_SHLIBDEPS OFF)
set(CPACK_COMPONENT_COMMON_DESCRIPTION "Sala: words, fonts, drawings and pages of both programs")
foreach(program HQ KIOSK)
  string(TOLOWER ${program} lower)
  set(CPACK_DEBIAN_${program}_PACKAGE_NAME sala-${lower})
  set(CPACK_DEBIAN_${program}_PACKAGE_DEPENDS "sala-common (= ${PROJECT_VERSION}), systemd, ca-certificates")
  set(CPACK_DEBIAN_${program}_PACKAGE_CONTROL_EXTRA ${packaging}/${lower}/postinst
    ${packaging}/${lower}/prerm ${packaging}/${lower}/postrm ${packaging}/${lower}/conffiles)
endforeach()
set(CPACK_DEBIAN_HQ_PACKAGE_RECOMMENDS openssl)
set(CPACK_COMPONENT_HQ_DESCRIPTION "Sala headquarters: boxes report to it, staff watch live")
set(CPACK_COMPONENT_KIOSK_DESCRIPTION "Sala kiosk: signs people in, with or without a network")
include(CPack)
