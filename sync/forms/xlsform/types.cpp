#include "sync/forms/xlsform/types.h"

#include <algorithm>

#include "platform/base/catalogue.h"
#include "sync/forms/value.h"
#include "sync/forms/xlsform/sheets.h"

namespace sala::forms {
namespace {

constexpr char const* no_media =
    word("Ask in words: the kiosk takes no photographs, sounds, films or files.");
constexpr char const* no_place =
    word("Ask for the name of the place: use text, or select_one with a list of places.");
constexpr char const* no_code = word("Let the number be typed: use text with a constraint.");
constexpr char const* no_background =
    word("Leave the row out: nothing is recorded that the person does not see.");
constexpr char const* no_file = word("Put the choices into the sheet “choices”.");

struct Known {
  std::string_view word;
  QuestionType type;
  std::string_view proper;  // empty: `word`
  char const* instead = "";
};

constexpr Known types[] = {
    {"text", QuestionType::text, ""},
    {"string", QuestionType::text, ""},
    {"q_string", QuestionType::text, ""},
    {"add_text_prompt", QuestionType::text, ""},
    {"integer", QuestionType::integer, ""},
    {"int", QuestionType::integer, ""},
    {"q_int", QuestionType::integer, ""},
    {"add_integer_prompt", QuestionType::integer, ""},
    {"decimal", QuestionType::decimal, ""},
    {"add_decimal_prompt", QuestionType::decimal, ""},
    {"date", QuestionType::date, ""},
    {"q_date", QuestionType::date, ""},
    {"add_date_prompt", QuestionType::date, ""},
    {"time", QuestionType::time, ""},
    {"q_time", QuestionType::time, ""},
    {"datetime", QuestionType::date_time, "dateTime"},
    {"date_time", QuestionType::date_time, "dateTime"},
    {"q_datetime", QuestionType::date_time, "dateTime"},
    {"add_date_time_prompt", QuestionType::date_time, "dateTime"},
    {"note", QuestionType::note, ""},
    {"add_note_prompt", QuestionType::note, ""},
    {"acknowledge", QuestionType::acknowledge, ""},
    {"trigger", QuestionType::acknowledge, ""},
    {"add_acknowledge_prompt", QuestionType::acknowledge, ""},
    {"q_acknowledge", QuestionType::acknowledge, ""},
    {"calculate", QuestionType::calculate, ""},
    {"add_calculate_prompt", QuestionType::calculate, ""},
    {"hidden", QuestionType::hidden, ""},
    {"range", QuestionType::range, ""},
    {"signature", QuestionType::signature, ""},
    {"start", QuestionType::start, ""},
    {"start_time", QuestionType::start, ""},
    {"get_start_time", QuestionType::start, ""},
    {"end", QuestionType::end, ""},
    {"end_time", QuestionType::end, ""},
    {"get_end_time", QuestionType::end, ""},
    {"today", QuestionType::today, ""},
    {"get_today", QuestionType::today, ""},
    {"deviceid", QuestionType::deviceid, ""},
    {"device_id", QuestionType::deviceid, ""},
    {"get_device_id", QuestionType::deviceid, ""},
    {"imei", QuestionType::deviceid, ""},
    {"username", QuestionType::metadata, ""},
    {"email", QuestionType::metadata, ""},
    {"phonenumber", QuestionType::metadata, ""},
    {"phone_number", QuestionType::metadata, ""},
    {"get_phone_number", QuestionType::metadata, ""},
    {"simserial", QuestionType::metadata, ""},
    {"sim_id", QuestionType::metadata, ""},
    {"get_sim_id", QuestionType::metadata, ""},
    {"subscriberid", QuestionType::metadata, ""},
    {"subscriber_id", QuestionType::metadata, ""},
    {"get_subscriber_id", QuestionType::metadata, ""},
    {"uri:deviceid", QuestionType::metadata, ""},
    {"uri:username", QuestionType::metadata, ""},
    {"uri:email", QuestionType::metadata, ""},
    {"uri:phonenumber", QuestionType::metadata, ""},
    {"uri:simserial", QuestionType::metadata, ""},
    {"uri:subscriberid", QuestionType::metadata, ""},
    {"caseid", QuestionType::metadata, ""},
    {"image", QuestionType::other, "image", no_media},
    {"photo", QuestionType::other, "image", no_media},
    {"picture", QuestionType::other, "image", no_media},
    {"q_picture", QuestionType::other, "image", no_media},
    {"add_image_prompt", QuestionType::other, "image", no_media},
    {"add_photo_prompt", QuestionType::other, "image", no_media},
    {"audio", QuestionType::other, "audio", no_media},
    {"q_audio", QuestionType::other, "audio", no_media},
    {"add_audio_prompt", QuestionType::other, "audio", no_media},
    {"video", QuestionType::other, "video", no_media},
    {"q_video", QuestionType::other, "video", no_media},
    {"add_video_prompt", QuestionType::other, "video", no_media},
    {"file", QuestionType::other, "file", no_media},
    {"add_file_prompt", QuestionType::other, "file", no_media},
    {"geopoint", QuestionType::other, "geopoint", no_place},
    {"gps", QuestionType::other, "geopoint", no_place},
    {"location", QuestionType::other, "geopoint", no_place},
    {"q_geopoint", QuestionType::other, "geopoint", no_place},
    {"q_location", QuestionType::other, "geopoint", no_place},
    {"add_location_prompt", QuestionType::other, "geopoint", no_place},
    {"geotrace", QuestionType::other, "geotrace", no_place},
    {"geoshape", QuestionType::other, "geoshape", no_place},
    {"osm", QuestionType::other, "osm", no_place},
    {"barcode", QuestionType::other, "barcode", no_code},
    {"q_barcode", QuestionType::other, "barcode", no_code},
    {"add_barcode_prompt", QuestionType::other, "barcode", no_code},
    {"start-geopoint", QuestionType::other, "start-geopoint", no_background},
    {"background-audio", QuestionType::other, "background-audio", no_background},
    {"background-geopoint", QuestionType::other, "background-geopoint", no_background},
    {"audit", QuestionType::other, "audit", no_background},
    {"xml-external", QuestionType::other, "xml-external", no_file},
    {"csv-external", QuestionType::other, "csv-external", no_file},
};

struct SelectWord {
  std::string_view words;
  QuestionType type;
  std::string_view proper;
  char const* instead = "";
};

// The longer before the shorter that it begins with.
constexpr SelectWord selects[] = {
    {"select_one_from_file", QuestionType::select_one, "select_one_from_file", no_file},
    {"select_multiple_from_file", QuestionType::select_multiple, "select_multiple_from_file",
     no_file},
    {"select_one_external", QuestionType::select_one, "select_one_external", no_file},
    {"add_select_one_prompt_using", QuestionType::select_one, "select_one"},
    {"add_select_multiple_prompt_using", QuestionType::select_multiple, "select_multiple"},
    {"select_all_that_apply_from", QuestionType::select_multiple, "select_multiple"},
    {"select_all_that_apply", QuestionType::select_multiple, "select_multiple"},
    {"select_one_from", QuestionType::select_one, "select_one"},
    {"select1_from", QuestionType::select_one, "select_one"},
    {"select_one", QuestionType::select_one, "select_one"},
    {"select1", QuestionType::select_one, "select_one"},
    {"select_multiple", QuestionType::select_multiple, "select_multiple"},
    {"select_multiple_from", QuestionType::select_multiple, "select_multiple"},
    {"rank", QuestionType::rank, "rank"},
    {"osm", QuestionType::other, "osm", no_place},
};

// The rest of `text` behind `words` and a space; in `plain` and in the same bytes as written.
std::optional<std::string> behind(std::string_view written, std::string_view words) {
  auto low = plain(written);
  if (!low.starts_with(words) || low.size() <= words.size() || low[words.size()] != '_') {
    return std::nullopt;
  }
  // As many words of what was written, whatever spaces and lines lie between them.
  std::size_t at = 0, matched = 0;
  while (at < written.size() && matched <= words.size()) {
    bool space = written[at] == ' ';
    if (!space || at == 0 || written[at - 1] != ' ') ++matched;
    ++at;
  }
  return std::string(trimmed(written.substr(at)));
}

std::optional<WrittenType> read_select(std::string_view written) {
  for (SelectWord const& select : selects) {
    auto list = behind(written, select.words);
    if (!list) continue;
    WrittenType out;
    out.type = select.type;
    out.word = select.proper;
    out.instead = select.instead;
    for (std::string_view other :
         {"or specify other", "or_specify_other", "or other", "or_other"}) {
      if (list->size() <= other.size() || !list->ends_with(other)) continue;
      out.or_other = true;
      list = std::string(trimmed(std::string_view(*list).substr(0, list->size() - other.size())));
      break;
    }
    out.list = *list;
    return out;
  }
  return std::nullopt;
}

std::optional<WrittenType> read_control(std::string_view written) {
  auto low = plain(written);
  bool begins = low.starts_with("begin_");
  if (!begins && !low.starts_with("end_")) return std::nullopt;
  std::string_view what = std::string_view(low).substr(begins ? 6 : 4);
  WrittenType out;
  RowKind kind = RowKind::begin_group;
  if (what == "group") {
    out.type = QuestionType::group;
  } else if (what == "repeat" || what == "lgroup" || what == "looped_group") {
    out.type = QuestionType::repeat;
    kind = RowKind::begin_repeat;
  } else if (what == "loop" || what.starts_with("loop_")) {
    out.type = QuestionType::group;
    kind = RowKind::begin_loop;
    auto words = split_words(written);
    if (begins) out.list = words.back();
  } else {
    return std::nullopt;
  }
  out.kind = begins ? kind : RowKind::end;
  out.ends = kind;
  out.word = what;
  return out;
}

}  // namespace

std::optional<WrittenType> read_type(std::string_view written) {
  if (auto control = read_control(written)) return control;
  if (auto select = read_select(written)) return select;
  auto low = plain(written);
  auto const* found = std::ranges::find(types, std::string_view(low), &Known::word);
  if (found == std::end(types)) return std::nullopt;
  WrittenType out;
  out.type = found->type;
  out.word = found->proper.empty() ? found->word : found->proper;
  out.instead = found->instead;
  return out;
}

bool is_select(QuestionType type) {
  return type == QuestionType::select_one || type == QuestionType::select_multiple ||
         type == QuestionType::rank;
}

bool is_visible(QuestionType type) {
  switch (type) {
    case QuestionType::calculate:
    case QuestionType::hidden:
    case QuestionType::start:
    case QuestionType::end:
    case QuestionType::today:
    case QuestionType::deviceid:
    case QuestionType::metadata:
    case QuestionType::group:
    case QuestionType::repeat:
      return false;
    default:
      return true;
  }
}

}  // namespace sala::forms
