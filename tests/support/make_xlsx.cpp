#include "tests/support/make_xlsx.h"

#include <zip.h>

#include <cstring>

#include "platform/base/verify.h"
#include "platform/workbook/workbook.h"

namespace sala::test {
namespace {

constexpr std::string_view main_namespace =
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view relation_namespace =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string zip_of(Parts const& parts, int method) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  VERIFY(target != nullptr);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  VERIFY(archive != nullptr);
  for (auto const& [name, content] : parts) {
    zip_source_t* source = zip_source_buffer(archive, content.data(), content.size(), 0);
    auto index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    VERIFY(index >= 0);
    zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), method, 0);
  }
  VERIFY(zip_close(archive) == 0);
  VERIFY(zip_source_open(target) == 0);
  zip_stat_t stat;
  zip_source_stat(target, &stat);
  std::string bytes(stat.size, '\0');
  zip_source_read(target, bytes.data(), bytes.size());
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return bytes;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '&') {
      out += "&amp;";
    } else if (c == '<') {
      out += "&lt;";
    } else {
      out += c;
    }
  }
  return out;
}

std::string relation(std::string const& id, std::string_view type, std::string const& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + std::string(relation_namespace) + "/" +
         std::string(type) + "\" Target=\"" + target + "\"/>";
}

std::string relations(std::string const& inside) {
  return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" +
         inside + "</Relationships>";
}

}  // namespace

std::string make_zip(Parts const& parts) { return zip_of(parts, ZIP_CM_STORE); }

std::string deflated_zip(std::string_view name, std::string_view content) {
  return zip_of({{std::string(name), std::string(content)}}, ZIP_CM_DEFLATE);
}

Parts xlsx_parts(std::vector<XlsxSheet> const& sheets, XlsxExtras const& extras) {
  std::string const open = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
  std::string const space = " xmlns=\"" + std::string(main_namespace) + "\"";
  std::string listed, related;
  Parts parts;
  for (std::size_t i = 0; i < sheets.size(); ++i) {
    std::string number = std::to_string(i + 1);
    listed += "<sheet name=\"" + escaped(sheets[i].name) + "\" sheetId=\"" + number +
              "\" state=\"" + sheets[i].state + "\" r:id=\"rId" + number + "\"/>";
    related += relation("rId" + number, "worksheet", "worksheets/sheet" + number + ".xml");
    parts.emplace_back("xl/worksheets/sheet" + number + ".xml",
                       open + "<worksheet" + space + ">" + sheets[i].xml + "</worksheet>");
  }
  related += relation("rIdS", "sharedStrings", "sharedStrings.xml");
  related += relation("rIdT", "styles", "styles.xml");
  parts.emplace_back("_rels/.rels",
                     open + relations(relation("rId1", "officeDocument", "xl/workbook.xml")));
  parts.emplace_back("xl/_rels/workbook.xml.rels", open + relations(related));
  parts.emplace_back("xl/workbook.xml", open + "<workbook" + space + " xmlns:r=\"" +
                                            std::string(relation_namespace) + "\">" +
                                            extras.workbook_properties + "<sheets>" + listed +
                                            "</sheets></workbook>");
  parts.emplace_back("xl/sharedStrings.xml",
                     open + "<sst" + space + ">" + extras.shared_strings + "</sst>");
  parts.emplace_back("xl/styles.xml",
                     open + "<styleSheet" + space + ">" + extras.styles + "</styleSheet>");
  return parts;
}

std::string make_xlsx(std::vector<XlsxSheet> const& sheets, XlsxExtras const& extras) {
  return make_zip(xlsx_parts(sheets, extras));
}

std::string sheet_of(std::vector<std::vector<std::string>> const& rows) {
  std::string xml = "<sheetData>";
  for (std::size_t row = 0; row < rows.size(); ++row) {
    xml += "<row r=\"" + std::to_string(row + 1) + "\">";
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      if (rows[row][column].empty()) continue;
      xml += "<c r=\"" + workbook::column_letters(static_cast<int>(column)) +
             std::to_string(row + 1) + "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">" +
             escaped(rows[row][column]) + "</t></is></c>";
    }
    xml += "</row>";
  }
  return xml + "</sheetData>";
}

}  // namespace sala::test
