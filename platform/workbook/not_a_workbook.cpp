#include "platform/workbook/not_a_workbook.h"

#include <algorithm>

#include "platform/base/catalogue.h"

namespace sala::workbook {
namespace {

constexpr std::string_view save_as_xlsx =
    word("Open it in Excel, LibreOffice or Google Sheets and save it as .xlsx.");

Error not_readable(std::string_view cause, std::string_view advice = save_as_xlsx) {
  return Error{ErrorCode::invalid, "read workbook", std::string(cause), std::string(advice)};
}

// Names in an OLE compound file are UTF-16LE.
bool has_wide(std::string_view bytes, std::string_view name) {
  std::string wide;
  for (char c : name) {
    wide += c;
    wide += '\0';
  }
  return bytes.find(wide) != std::string_view::npos;
}

Error why_not_compound(std::string_view bytes) {
  if (has_wide(bytes, "EncryptedPackage")) {
    return not_readable(word("The workbook is protected with a password."),
                        word("Open it in Excel, remove the password (File, Info, Protect Workbook) "
                             "and save it again."));
  }
  return not_readable(word("The file is an old Excel workbook (.xls)."));
}

bool looks_like_markup(std::string_view bytes) {
  auto start = bytes.substr(0, 512);
  auto first = start.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string_view::npos) return false;
  std::string head(start.substr(first, 64));
  std::transform(head.begin(), head.end(), head.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (std::string_view tag : {"<html", "<!doctype", "<table", "<?xml", "<?mso", "<meta"}) {
    if (head.starts_with(tag)) return true;
  }
  return false;
}

}  // namespace

std::optional<Error> why_not_a_workbook(std::string_view bytes) {
  if (bytes.find_first_not_of(std::string_view("\0 \t\r\n", 5)) == std::string_view::npos) {
    return not_readable(word("The file is empty."),
                        word("Check that it was saved or copied completely."));
  }
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) return why_not_compound(bytes);
  if (bytes.starts_with("%PDF")) {
    return not_readable(word("The file is a PDF."),
                        word("Ask for the spreadsheet that it was printed from."));
  }
  for (std::string_view image : {"\x89PNG", "\xFF\xD8\xFF", "GIF8", "RIFF"}) {
    if (bytes.starts_with(image)) {
      return not_readable(word("The file is a picture."),
                          word("Ask for the spreadsheet that it shows."));
    }
  }
  if (looks_like_markup(bytes)) return not_readable(word("The file is a web page."));
  return std::nullopt;
}

Error why_not_xlsx(std::string_view entries) {
  auto has = [entries](std::string_view name) {
    return entries.find(name) != std::string_view::npos;
  };
  if (has("xl/workbook.bin")) return not_readable(word("The file is a binary workbook (.xlsb)."));
  if (has("content.xml"))
    return not_readable(word("The file is an OpenDocument spreadsheet (.ods)."));
  if (has(".iwa")) return not_readable(word("The file is a Numbers spreadsheet."));
  if (has("word/document.xml")) return not_readable(word("The file is a Word document."));
  if (has("ppt/presentation.xml")) return not_readable(word("The file is a presentation."));
  return not_readable(word("The archive holds no workbook."),
                      word("Unpack it and import the .xlsx or .csv files that are in it."));
}

}  // namespace sala::workbook
