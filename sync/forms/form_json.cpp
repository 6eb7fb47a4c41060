#include "sync/forms/form_json.h"

#include "platform/base/bytes.h"
#include "platform/crypto/compress.h"
#include "sync/model/describe.h"
#include "sync/model/described_json.h"

namespace sala::forms {

BOOST_DESCRIBE_ENUM(QuestionType, text, integer, decimal, date, time, date_time, select_one,
                    select_multiple, rank, range, note, acknowledge, calculate, hidden, signature,
                    start, end, today, deviceid, metadata, group, repeat, other)
BOOST_DESCRIBE_STRUCT(Pair, (), (name, value))
BOOST_DESCRIBE_STRUCT(Media, (), (kind, files))
BOOST_DESCRIBE_STRUCT(Choice, (), (name, label, media, columns))
BOOST_DESCRIBE_STRUCT(ChoiceList, (), (name, choices))
BOOST_DESCRIBE_STRUCT(Question, (),
                      (name, type, parent, row, written_type, label, hint, guidance_hint, media,
                       appearance, list, choice_filter, parameters, relevant, required, read_only,
                       constraint, calculation, required_message, constraint_message, default_value,
                       default_expression, triggers, repeat_count))
BOOST_DESCRIBE_STRUCT(Form, (),
                      (name, id, version, title, answers, style, languages, default_language,
                       instance_name, questions, lists))

std::string_view to_text(QuestionType value) { return boost::describe::enum_to_string(value, ""); }

namespace {

constexpr std::string_view packed_mark = "zstd:";
constexpr std::size_t longest_plain = 16'000;  // a body is JSON again, which doubles each quote
constexpr std::size_t longest_form = 16u << 20;

// What a hand-made JSON could say that no reader of spreadsheets writes.
bool is_whole(Form const& form) {
  auto languages = static_cast<std::int64_t>(form.languages.size());
  if (form.default_language < 0 || form.default_language >= languages) return false;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    auto parent = form.questions[i].parent;
    if (parent < -1 || parent >= static_cast<std::int64_t>(i)) return false;
    if (parent < 0) continue;
    auto type = form.questions[static_cast<std::size_t>(parent)].type;
    if (type != QuestionType::group && type != QuestionType::repeat) return false;
  }
  return true;
}

}  // namespace

std::string write_form(Form const& form) {
  std::string out = R"({"format":)" + std::to_string(form_format) + ",";
  std::string fields;
  described::append_value(fields, form);
  return out + fields.substr(1);
}

Result<Form> read_form(std::string_view json) {
  auto read = [](boost::json::value const& value) -> Result<Form> {
    auto const* object = value.if_object();
    auto const* format = object == nullptr ? nullptr : object->if_contains("format");
    if (format == nullptr || !format->is_int64()) {
      return fail(ErrorCode::invalid, "read form", "it has no format");
    }
    if (format->get_int64() > form_format) {
      return fail(ErrorCode::invalid, "read form", "a newer version of Sala wrote it",
                  "update this machine");
    }
    auto form = TRY(described::read_struct<Form>("form", value));
    if (!is_whole(form)) return fail(ErrorCode::invalid, "read form", "its parts do not fit");
    return form;
  };
  return described::with_json("form", json, read);
}

Result<std::string> pack_form(Form const& form) {
  std::string json = write_form(form);
  if (json.size() <= longest_plain) return json;
  std::string packed = TRY(Compressor().compress(json));
  auto bytes = ByteSpan(reinterpret_cast<std::uint8_t const*>(packed.data()), packed.size());
  return std::string(packed_mark) + to_base64url(bytes);
}

Result<Form> unpack_form(std::string_view packed) {
  if (!packed.starts_with(packed_mark)) return read_form(packed);
  auto bytes = from_base64url(packed.substr(packed_mark.size()));
  if (!bytes) return fail(ErrorCode::invalid, "read form", "it is damaged");
  return read_form(TRY(Decompressor().decompress(*bytes, longest_form)));
}

}  // namespace sala::forms
