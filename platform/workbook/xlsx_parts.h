// Small readers for the XML inside a workbook; only the .xlsx reader includes this.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "platform/workbook/number_format.h"
#include "platform/workbook/workbook.h"

namespace sala::workbook {

// White space alone counts (" " between two rich runs), and text lives in its element: half the
// memory of pugixml's default.
constexpr unsigned xml_flags = pugi::parse_escapes | pugi::parse_cdata | pugi::parse_eol |
                               pugi::parse_wconv_attribute | pugi::parse_ws_pcdata_single |
                               pugi::parse_embed_pcdata;

struct XmlPart {
  std::string bytes;  // parsed in place: the document points into it
  pugi::xml_document document;
};

// By local name, whatever the prefix.
pugi::xml_node child(pugi::xml_node node, std::string_view local_name);
std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view local_name);
std::string_view attribute(pugi::xml_node node, std::string_view local_name);
int number_attribute(pugi::xml_node node, std::string_view local_name, int otherwise);

// The text of an element, as valid UTF-8.
std::string plain_text(pugi::xml_node node);
// A string item: its <t> and those of its runs <r>, without phonetic hints, unescaped.
std::string rich_text(pugi::xml_node item);
// ECMA-376 part 1, 22.4.2.4: "_x000D_" is a carriage return and "_x005F_" an underscore.
std::string unescaped(std::string_view text);

struct Place {
  int row = 0, column = 0;
};
std::optional<Place> parse_reference(std::string_view reference);  // "B3", "$B$3"
std::optional<Range> parse_range(std::string_view reference);      // "A1:C1"

}  // namespace sala::workbook
