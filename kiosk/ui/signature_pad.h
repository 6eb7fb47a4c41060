// Where people sign with a finger. Strokes are kept as vectors with time and pressure, never as a
// picture, and never outlive this object: it overwrites its memory when cleared and when destroyed.
#pragma once

#include <string_view>
#include <vector>

#include "kiosk/ui/ui.h"
#include "sync/model/signature.h"

namespace sala::ui {

class SignaturePad {
 public:
  SignaturePad() = default;
  ~SignaturePad() { clear(); }
  SignaturePad(SignaturePad const&) = delete;
  SignaturePad& operator=(SignaturePad const&) = delete;

  // Draws the pad with its clear button. `prompt` stands on the line while nothing is drawn.
  void draw(Ui& ui, Rect box, std::string_view prompt);

  // Under 8 points is a slip of the finger, not a signature.
  bool empty() const;
  DrawnSignature const& drawing() const { return drawing_; }
  void clear();

 private:
  void record(Ui& ui, Rect pad, Press const& press);
  void draw_strokes(Ui& ui, Rect pad) const;
  std::size_t points() const;
  static void grow(std::vector<SignaturePoint>& stroke);

  DrawnSignature drawing_;
  BootTime first_{};
  bool drawing_now_ = false;
};

}  // namespace sala::ui
