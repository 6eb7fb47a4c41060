// A form as canonical JSON, and back: what the event `form.set` carries. The same form always gives
// the same bytes.
#pragma once

#include "platform/base/result.h"
#include "sync/forms/form.h"

namespace sala::forms {

std::string write_form(Form const& form);
// ErrorCode::invalid for what is no form, or one of a higher form_format.
Result<Form> read_form(std::string_view json);

// The same for the body of an event, which may not be long: a large form is "zstd:" and its JSON,
// compressed, in base64url.
Result<std::string> pack_form(Form const& form);
Result<Form> unpack_form(std::string_view packed);

}  // namespace sala::forms
