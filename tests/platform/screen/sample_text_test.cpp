// Paragraphs for eyes, and what can be said of them without eyes.
#include "tests/platform/screen/stage_fixture.h"

namespace sala::screen {

TEST_CASE("a page of Thai, English, emoji and mixed text is drawn, within its ink boxes") {
  StageFixture fixture;
  auto const draw = [&](ImDrawList& list) {
    auto& text = fixture.stage->text();
    auto& paint = fixture.stage->paint();
    auto const say = [&](float x, float y, text::TextStyle const& style, std::string_view words,
                         int width = 0) {
      auto const& block = text.draw(list, x, y, ink, words, style, width);
      return y + static_cast<float>(block.height()) + 8;
    };
    float y = 24;
    y = say(32, y, {.size_px = 64, .weight = text::Weight::bold}, "ยินดีต้อนรับ Welcome");
    y = say(32, y, {.size_px = 40}, "ลงชื่อเข้าร่วม · ป่าที่ปู่ย่าปลูก น้ำใจ ฐานะ หญิง ญุฐู ปี่ ฝั่ง ฟ้า ซึ้ง");
    y = say(32, y, {.size_px = 24},
            "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569 เวลา 08:57 น. ผู้เข้าร่วมอบรมนักนวัตกรรมสังคมรุ่นใหม่"
            "จากทั่วประเทศมาเรียนรู้ร่วมกัน แลกเปลี่ยนประสบการณ์ต่าง ๆ และสร้างโครงการเพื่อชุมชนของตนเอง"
            "ด้วยความคิดสร้างสรรค์ที่ไม่มีที่สิ้นสุด",
            560);
    y = say(32, y, {.size_px = 24},
            "One screen at the door of a workshop signs people in, lets them choose courses and "
            "gathers what they think; “quoted”, naïve café, 12:30–14:00.",
            560);
    y = say(
        32, y, {.size_px = 28},
        "บีม 🐝 ฟ้า ☁️ ครอบครัว 👨‍👩‍👧‍👦 ธง "
        "🇹🇭 "
        "ใจ "
        "❤️ "
        "👍🏽");
    std::string names;
    for (auto const* const name : {"สมชาย ใจดีมีสุขยิ่งนัก", "محمد", "ບຸນມີ", "សុខា", "မောင်"}) {
      names += text::as_name(name) + " ";
    }
    y = say(32, y, {.size_px = 24}, names);
    float right = 220;
    paint.card(list, {640, right, 300, 120}, 16, 1, IM_COL32(0xE6, 0xDE, 0xCF, 255),
               IM_COL32_WHITE);
    text.draw(list, 640, right + 20, ink, "บีม", {.size_px = 40, .align = text::Align::centre}, 300);
    text.draw(list, 640, right + 76, IM_COL32(0x55, 0x61, 0x6C, 255), "ธนพล ก.",
              {.size_px = 20, .align = text::Align::centre}, 300);
    paint.rounded(list, {640, right + 140, 420, 96}, 24, IM_COL32(0x0F, 0x5C, 0x6E, 255));
    auto const& label = text.measure("ลงชื่อเข้าร่วม", {.size_px = 40, .weight = text::Weight::bold});
    text.draw(list, 640 + (420 - static_cast<float>(label.width())) / 2,
              right + 140 + (96 - static_cast<float>(label.height())) / 2, IM_COL32_WHITE, label);
    say(640, right + 260, {.size_px = 24, .max_lines = 2},
        "สองบรรทัดเท่านั้น แล้วตัดด้วยจุดไข่ปลา เพราะข้อความนี้ยาวเกินกว่าที่จะแสดงได้ทั้งหมดในช่องแคบ ๆ นี้จริง ๆ", 300);
    say(640, right + 360, {.size_px = 28}, "◌ั ◌ี ◌ื ◌่ ◌้ ◌๊ ◌๋ ◌์ ◌ุ ◌ู ◌ำ");
    list.AddCircleFilled({1150, 300}, 40, IM_COL32(0xF2, 0xA9, 0x3B, 255));
    list.AddLine({1050, 420}, {1220, 470}, ink, 4);
    list.AddRectFilled({1060, 500}, {1220, 560}, IM_COL32(0xB4, 0x41, 0x2B, 128), 16);
    paint.icon(list, "icons/backspace", {1060, 580, 64, 64}, ink);
    paint.drawing(list, "doodles/pavilion", {900, 570, 340, 210},
                  {ink, IM_COL32(0xF2, 0xA9, 0x3B, 255), IM_COL32(0xFB, 0xF7, 0xEF, 255)});
    say(32, 740, {.size_px = 20}, "ตัวเล็กที่สุด 20 พิกเซล ฝนตกที่หน้าต่าง ก็ยังอ่านได้");
  };
  fixture.settle(draw);
  fixture.save("sample_text");
  CHECK(fixture.stage->text().counters().hits > 0);
}

}  // namespace sala::screen
