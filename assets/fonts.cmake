# share/fonts: the fonts that every screen uses, copied from Debian's packages fonts-noto-core and
# fonts-noto-color-emoji so that nothing else of the machine changes the picture. Thai, Latin and
# emoji; Lao, Khmer, Burmese and Arabic for the names of neighbours. (Noto Looped Thai and TLWG's
# fonts let marks collide: tests/platform/text/clusters_test.cpp.)
set(noto /usr/share/fonts/truetype/noto)
set(font_names NotoSansThai-Regular NotoSansThai-Bold NotoSans-Regular NotoSans-Bold NotoColorEmoji
  NotoSansLao-Regular NotoSansKhmer-Regular NotoSansMyanmar-Regular NotoSansArabic-Regular)
foreach(name ${font_names})
  if(NOT EXISTS ${noto}/${name}.ttf)
    message(FATAL_ERROR "${name}.ttf is missing: install fonts-noto-core and fonts-noto-color-emoji")
  endif()
  sala_copies(fonts ${noto}/${name}.ttf)
endforeach()
