// The screens, reached by these factories. A screen is one .cpp: a class in the anonymous
// namespace.
//
// It reads the Day, writes through the Desk, draws through ui/, and says where to go. It does no
// I/O, and keeps only what the eye needs: when it leaves the stack, what was typed or drawn is
// gone.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "kiosk/day.h"
#include "kiosk/desk.h"
#include "kiosk/settings.h"
#include "kiosk/ui/ui.h"
#include "platform/screen/sound.h"

namespace sala::kiosk {

struct Asking;
class Screen;
using ScreenPtr = std::unique_ptr<Screen>;

// Where to go after this frame.
struct Go {
  enum class Kind {
    stay,
    back,     // one screen down
    push,     // `next` on top of this one
    replace,  // `next` instead of this one: back leads where this one would have led
    home      // the start screen; everything above is wiped
  };
  Kind kind = Kind::stay;
  ScreenPtr next;

  static Go stay() { return {}; }
  static Go back() { return {Kind::back, nullptr}; }
  static Go home() { return {Kind::home, nullptr}; }
  static Go push(ScreenPtr next) { return {Kind::push, std::move(next)}; }
  static Go replace(ScreenPtr next) { return {Kind::replace, std::move(next)}; }
};

// What only the program can do for the staff corner. Null members: not possible here (a preview).
class StaffActions {
 public:
  virtual ~StaffActions() = default;
  // Slow (Argon2id): answers through `staff_check()` some 100 ms later.
  virtual void check_code(std::string const& code) = 0;
  enum class Check { none, checking, right, wrong, too_many };
  virtual Check staff_check() const = 0;
  virtual StaffSet const* staff() const = 0;  // who opened the corner; null: closed
  virtual void close_corner() = 0;
  virtual Settings const& settings() const = 0;
  virtual Result<void> change_settings(Settings const& settings) = 0;
  virtual void try_link_now() = 0;
  virtual std::string device_name() const = 0;
  virtual std::string program_version() const = 0;
  virtual void leave_program() = 0;  // to the system: opened by a staff card only

  // A new box joins a headquarters; the answer comes through joining(), and then the day says
  // is_enrolled(). Not possible where there is no program behind the screen.
  enum class Joining {
    none,
    asking,
    wrong_code,      // wrong, used, or older than seven days
    no_answer,       // nobody listens there
    not_the_office,  // somebody else does
    unreadable,      // not a link or code at all
    fault            // this box could not write it down
  };
  virtual void join(std::string const& address, std::string const& code) {
    (void)address;
    (void)code;
  }
  virtual void join_by_link(std::string const& link) { (void)link; }
  virtual Joining joining() const { return Joining::none; }
};

// What a screen gets to work with; lives as long as the app.
struct Context {
  Day& day;
  Desk& desk;
  Settings const& settings;
  StaffActions& staff;
  // A short sound; silent when the settings say so. May be empty.
  std::function<void(screen::Chime)> chime;
};

// A symbol with a word that stays in the top bar: who will read what is answered.
struct TopMark {
  std::string_view icon;
  std::string_view words;
};

class Screen {
 public:
  virtual ~Screen() = default;
  // Draws what lies between the top bar and the lower edge, its bottom bar included, into `box`.
  virtual Go draw(ui::Ui& ui, ui::Rect box) = 0;
  // A badge was read. Most screens leave it to the app, which goes to that person.
  virtual std::optional<Go> scanned(std::string const& code) {
    (void)code;
    return std::nullopt;
  }
  virtual std::optional<TopMark> top_mark(ui::Ui const& ui) const {
    (void)ui;
    return std::nullopt;
  }
  // The start and fault screens do not reset when idle; "done" resets by itself.
  virtual bool resets_when_idle() const { return true; }
};

enum class Deed { signing_in, signing_out };

// Where a session is asked for, a nil one means the one that the day is at.
ScreenPtr start_screen(Context const& context);
ScreenPtr enrol_screen(Context const& context);
enum class FindFor { signing_in, courses, answering };
ScreenPtr find_screen(Context const& context, SessionId session = {},
                      FindFor purpose = FindFor::signing_in);
// The form was chosen and needs a name: it opens for whoever is found; where it is not for him, or
// answered already, he is shown what is.
ScreenPtr who_answers_screen(Context const& context, FormId const& form);
ScreenPtr confirm_screen(Context const& context, ParticipantId person, SignInMethod method,
                         SessionId session = {});
// `called` is what to call somebody whom the roster does not know yet: a walk-in.
ScreenPtr done_screen(Context const& context, SessionId session, ParticipantId person,
                      Ticket ticket, Deed deed, std::string called = {});
ScreenPtr here_already_screen(Context const& context, ParticipantId person, SessionId session = {});
ScreenPtr walk_in_screen(Context const& context, std::string const& typed, SessionId session = {});
ScreenPtr consent_screen(Context const& context, WalkIn person, SessionId session = {});
// With somebody, whose badge was read: the sessions for this person to choose one of.
ScreenPtr sessions_screen(Context const& context, ParticipantId person = {});
ScreenPtr interests_screen(Context const& context, ParticipantId person);
ScreenPtr courses_screen(Context const& context, ParticipantId person);
ScreenPtr course_screen(Context const& context, ParticipantId person, CourseId course);
ScreenPtr timetable_screen(Context const& context, ParticipantId person);
// A questionnaire, from its first page on; see kiosk/sheet.h for whom it asks.
ScreenPtr form_screen(Context const& context, Asking asking);
// What may be answered now; a nil person has not said who he is.
ScreenPtr forms_screen(Context const& context, ParticipantId person = {});
// What one person agreed to, and the way to take it back.
ScreenPtr consents_screen(Context const& context, ParticipantId person);
// What the room said in a session, as charts for all to see; staff leads here.
ScreenPtr room_said_screen(Context const& context, SessionId session);
ScreenPtr help_screen(Context const& context);
ScreenPtr fault_screen(Context const& context, Error error);
ScreenPtr unknown_badge_screen(Context const& context);
ScreenPtr staff_code_screen(Context const& context);
ScreenPtr staff_corner_screen(Context const& context);
ScreenPtr staff_person_screen(Context const& context, ParticipantId person, SessionId session);

}  // namespace sala::kiosk
