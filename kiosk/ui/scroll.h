// A region that a finger pushes, with momentum.
//
//   auto view = scroll_.open(ui, box, content_height);
//   for (…) person_tile(ui, grid.tile(i).moved(view.content.x, view.content.y), …);
//
// A drag of 12 px (at scale 1) takes the finger from whatever it holds; velocity is that of the
// last 100 ms, and falls with τ = 0.325 s; a touch that stops a fling clicks nothing. The wheel
// works too. Content may not leave a gap: the ends are hard.
#pragma once

#include <deque>

#include "kiosk/ui/ui.h"

namespace sala::ui {

class ScrollArea {
 public:
  class View {
   public:
    ~View();
    View(View const&) = delete;
    View& operator=(View const&) = delete;
    Rect content;  // where the content's top left stands now; its height is the content's
    Rect window;   // what is visible, in the content's own coordinates

   private:
    friend class ScrollArea;
    View(Ui& ui, ScrollArea& area, Rect box, Rect all, Rect seen)
        : content(all), window(seen), ui_(ui), area_(area), box_(box) {}
    Ui& ui_;
    ScrollArea& area_;
    Rect box_;
  };

  View open(Ui& ui, Rect box, int content_height);
  // The next frame shows this content row at the top (of the nearest place to it).
  void scroll_to(int y);
  int offset() const { return static_cast<int>(offset_); }
  void reset();

 private:
  struct Sample {
    BootTime time;
    float y;
  };
  void follow_finger(Ui& ui, Rect box);
  void coast(Ui& ui);
  void draw_bar(Ui& ui, Rect box) const;
  float velocity(BootTime now) const;  // px a second, of the last 100 ms

  float offset_ = 0, speed_ = 0;
  int content_ = 0, window_ = 0;
  bool tracking_ = false, dragging_ = false, stopped_fling_ = false;
  Point start_{};
  float start_offset_ = 0;
  BootTime last_tick_{};
  std::deque<Sample> samples_;
};

}  // namespace sala::ui
