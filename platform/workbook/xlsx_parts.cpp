#include "platform/workbook/xlsx_parts.h"

#include <charconv>
#include <cstdint>

#include "platform/workbook/text_encoding.h"

namespace sala::workbook {
namespace {

std::string_view local(char const* name) {
  std::string_view whole = name;
  auto colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}

std::optional<char32_t> escape_at(std::string_view text) {
  if (text.size() < 7 || !text.starts_with("_x") || text[6] != '_') return std::nullopt;
  std::uint32_t code = 0;
  auto parsed = std::from_chars(text.data() + 2, text.data() + 6, code, 16);
  if (parsed.ptr != text.data() + 6) return std::nullopt;
  return code;
}

}  // namespace

pugi::xml_node child(pugi::xml_node node, std::string_view local_name) {
  for (pugi::xml_node each = node.first_child(); each; each = each.next_sibling()) {
    if (local(each.name()) == local_name) return each;
  }
  return {};
}

std::vector<pugi::xml_node> children(pugi::xml_node node, std::string_view local_name) {
  std::vector<pugi::xml_node> found;
  for (pugi::xml_node each = node.first_child(); each; each = each.next_sibling()) {
    if (local(each.name()) == local_name) found.push_back(each);
  }
  return found;
}

std::string_view attribute(pugi::xml_node node, std::string_view local_name) {
  for (pugi::xml_attribute each = node.first_attribute(); each; each = each.next_attribute()) {
    if (local(each.name()) == local_name) return each.value();
  }
  return {};
}

int number_attribute(pugi::xml_node node, std::string_view local_name, int otherwise) {
  std::string_view text = attribute(node, local_name);
  int value = otherwise;
  auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc() ? value : otherwise;
}

std::string plain_text(pugi::xml_node node) {
  std::string text = node.value();  // parse_embed_pcdata keeps the first piece here
  for (pugi::xml_node each = node.first_child(); each; each = each.next_sibling()) {
    if (each.type() == pugi::node_pcdata || each.type() == pugi::node_cdata) text += each.value();
  }
  return repaired_utf8(text);
}

std::string rich_text(pugi::xml_node item) {
  std::string text;
  for (pugi::xml_node each = item.first_child(); each; each = each.next_sibling()) {
    std::string_view name = local(each.name());
    if (name == "t") text += plain_text(each);
    if (name == "r") text += plain_text(child(each, "t"));
  }
  return unescaped(text);
}

std::string unescaped(std::string_view text) {
  if (text.find("_x") == std::string_view::npos) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    auto code = escape_at(text.substr(i));
    if (!code) {
      out += text[i++];
      continue;
    }
    i += 7;
    if (*code >= 0xD800 && *code < 0xDC00) {  // UTF-16: the second half follows
      auto low = escape_at(text.substr(i));
      if (low && *low >= 0xDC00 && *low < 0xE000) {
        code = 0x10000 + ((*code - 0xD800) << 10) + (*low - 0xDC00);
        i += 7;
      }
    }
    if (*code != 0) append_utf8(out, *code);
  }
  return out;
}

std::optional<Place> parse_reference(std::string_view reference) {
  int column = 0, row = 0;
  std::size_t i = 0;
  auto skip_dollar = [&] { i += i < reference.size() && reference[i] == '$'; };
  skip_dollar();
  for (; i < reference.size(); ++i) {
    char c = reference[i];
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    if (c < 'A' || c > 'Z') break;
    column = column * 26 + (c - 'A' + 1);
    if (column > 16'384) return std::nullopt;  // XFD, the format's last
  }
  skip_dollar();
  auto parsed = std::from_chars(reference.data() + i, reference.data() + reference.size(), row);
  if (column == 0 || parsed.ec != std::errc() || row < 1 || row > 1'048'576) return std::nullopt;
  return Place{row - 1, column - 1};
}

std::optional<Range> parse_range(std::string_view reference) {
  auto colon = reference.find(':');
  auto first = parse_reference(reference.substr(0, colon));
  if (!first) return std::nullopt;
  auto last =
      colon == std::string_view::npos ? first : parse_reference(reference.substr(colon + 1));
  if (!last || last->row < first->row || last->column < first->column) return std::nullopt;
  return Range{first->row, first->column, last->row, last->column};
}

}  // namespace sala::workbook
