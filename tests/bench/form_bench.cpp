// Forms: how long a large one takes to read, and how long a keystroke in a long one.
#include <optional>

#include "platform/workbook/workbook.h"
#include "sync/forms/session.h"
#include "sync/forms/xlsform/xlsform.h"
#include "tests/bench/figure.h"

using namespace sala;
using namespace sala::forms;

namespace {

constexpr int runs = 7;

std::string number(int i) { return std::to_string(i); }

// 2,000 questions in groups, every fifth with a condition, every tenth with a choice of twenty.
std::string large_form() {
  std::string csv =
      "survey\n,type,name,label::ไทย (th),label::English (en),relevant,constraint,required\n";
  for (int i = 0; i < 2'000; ++i) {
    if (i % 50 == 0) csv += ",begin_group,g" + number(i) + ",กลุ่ม,Group,,,\n";
    std::string condition = i % 5 == 4 ? "${q" + number(i - 1) + "} > 3" : "";
    csv += i % 10 == 0 ? ",select_one l" : ",integer";
    csv += ",q" + number(i) + ",คำถามที่ " + number(i) + ",Question " + number(i) + "," + condition +
           ",. >= 0 and . < 100,yes\n";
    if (i % 50 == 49) csv += ",end_group,,,,,,\n";
  }
  csv += "choices\n,list_name,name,label::ไทย (th),label::English (en)\n";
  for (int i = 0; i < 20; ++i) csv += ",l," + number(i) + ",ตัวเลือก,Choice\n";
  return csv;
}

// 300 questions, 100 with a condition, 20 sums: every answer is looked at by something.
std::string long_form() {
  std::string csv = "survey\n,type,name,label,relevant,calculation\n";
  for (int i = 0; i < 280; ++i) {
    std::string condition;
    if (i % 14 >= 9) condition = "${q" + number(i - 3) + "} > 2 and ${q0} != 99";
    csv += ",integer,q" + number(i) + ",Question " + number(i) + "," + condition + ",\n";
  }
  for (int i = 0; i < 20; ++i) {
    std::string sum = "coalesce(${q" + number(i * 14) + "}, 0)";
    for (int k = 1; k < 8; ++k) sum += " + coalesce(${q" + number(i * 14 + k) + "}, 0)";
    csv += ",calculate,c" + number(i) + ",,,\"" + sum + "\"\n";
  }
  return csv;
}

void import_figure() {
  auto csv = large_form();
  std::vector<double> times, splitting;
  for (int run = 0; run < runs; ++run) {
    times.push_back(bench::time_ms([&] {
      if (!can_be_used(read_xlsform(csv, "large.csv").problems)) std::abort();
    }));
    splitting.push_back(bench::time_ms([&] {
      if (!workbook::read_workbook(csv, "large.csv")) std::abort();
    }));
  }
  bench::Limit limit{bench::median(splitting), "splitting the same file into cells, same run"};
  bench::print({"form_import_2000_rows_ms", "ms", times, std::nullopt, limit});
}

void recompute_figure() {
  auto form = read_xlsform(long_form(), "long.csv").form;
  auto blueprint = Blueprint::make(form);
  if (!blueprint) std::abort();
  std::vector<double> p99, opening;
  for (int run = 0; run < runs; ++run) {
    std::optional<Session> session;
    opening.push_back(bench::time_ms([&] {
      session.emplace(*blueprint, SessionClock{system_clock().wall()}, system_random());
    }));
    std::vector<double> times;
    for (int i = 0; i < 2'000; ++i) {
      std::string path = "/data/q" + number(i * 7 % 280);
      auto value = number(i % 10);
      times.push_back(bench::time_ms([&] { (void)session->set(path, value); }));
    }
    p99.push_back(bench::percentile(times, 0.99));
  }
  bench::Limit limit{bench::median(opening), "working out all 300 questions once, same run"};
  bench::print({"form_recompute_300q_p99_ms", "ms", p99, 2.0, limit});
}

}  // namespace

int main() {
  import_figure();
  recompute_figure();
}
