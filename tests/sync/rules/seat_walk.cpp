#include "tests/sync/rules/seat_walk.h"

#include <algorithm>
#include <random>

#include "sync/rules/seat_policy.h"
#include "tests/sync/rules/seat_oracle.h"
#include "tests/sync/rules/seat_story.h"

namespace sala::test {
namespace {

using rules::SeatBook;
using rules::SeatFact;
using rules::SeatKind;

constexpr int steps_a_world = 4000;
constexpr int steps_a_sample = 32;  // a sample costs as much as some steps

struct Written {
  StreamId id;
  std::vector<SeatFact> facts;
};

struct Node {
  SeatBook book;
  StreamId self;
  std::size_t stream = 0;         // the one that it writes
  std::vector<std::size_t> read;  // by stream
  std::int64_t spendable = 0;
  int restarts = 0;
};

class World {
 public:
  World(std::uint64_t seed, SeatWalked& result)
      : random_(seed), result_(result), all_(device(hq)), course_{course(), 4 + below(37)} {
    int boxes = 2 + below(5);
    people_ = static_cast<int>(course_.capacity) * (2 + below(3)) / 2 + 1;
    // How readily they hear from each other: from all but always to hardly ever.
    chance_to_read_ = 20 + below(75);
    for (int who = 0; who <= boxes; ++who) {
      nodes_.push_back({SeatBook(device(hq)), {}, 0, {}, 0, 0});
      begin_stream(nodes_.back(), who);
    }
  }

  void run() {
    for (int step = 0; step < steps_a_world && result_.wrong.empty(); ++step) {
      Node& node = nodes_[static_cast<std::size_t>(below(static_cast<int>(nodes_.size())))];
      if (below(100) < chance_to_read_) {
        read_some(node);
      } else {
        act(node);
      }
      if (step % steps_a_sample == 0) sample();
    }
    if (result_.wrong.empty()) come_to_rest();
    ++result_.worlds;
  }
  double idle = 0;
  SeatsLying lying;  // sums of shares
  std::uint64_t samples = 0;

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<std::uint64_t>(n)); }
  std::size_t who(Node const& node) const { return static_cast<std::size_t>(&node - &nodes_[0]); }

  void begin_stream(Node& node, int who) {
    node.self = stream(who, node.restarts++);
    node.stream = written_.size();
    written_.push_back({node.self, {}});
    for (Node& other : nodes_) other.read.resize(written_.size());
  }

  void act(Node& node) {
    int what = below(100);
    bool is_office = who(node) == 0;
    if (what < 45 && !is_office) return choose(node, person(below(people_)));
    if (what < 60) return change_mind(node, person(below(people_)));
    if (what < 65) return decline(node);
    if (what < 97) return tend(node);
    if (what < 99) return restart(node);
    if (is_office && below(10) == 0) course_.capacity = std::max(1, below(41));
  }
  void choose(Node& node, ParticipantId const& who_chooses) {
    if (!node.book.takings_of(who_chooses).empty()) return;
    SeatTaken wish;
    wish.course = course_.course;
    wish.participant = who_chooses;
    std::optional<std::vector<Body>> drafts;
    if (node.book.may_take(who_chooses)) drafts = rules::take_seat(node.book, node.self, wish);
    auto waits = node.book.waiting_of(who_chooses);
    if (!drafts) {
      if (!waits) write(node, {WaitingJoined{course_.course, who_chooses, {}}});
      return;
    }
    if (waits) {
      drafts->emplace_back(WaitingLeft{course_.course, who_chooses, waits->joined, false, {}, {}});
    }
    ++result_.taken;
    write(node, *drafts);
  }
  void change_mind(Node& node, ParticipantId const& who_does) {
    std::vector<Body> drafts;
    for (auto const& taking : node.book.takings_of(who_does)) {
      drafts.emplace_back(SeatReleased{course_.course, who_does, taking.name, {}, {}});
    }
    write(node, drafts);
  }
  void decline(Node& node) {
    auto line = node.book.waiting();
    if (line.empty() || !line.front().offered) return;
    write(node, {WaitingLeft{
                    course_.course, line.front().participant, line.front().joined, true, {}, {}}});
  }
  std::vector<Body> policy(Node& node) {
    if (who(node) == 0) {
      std::vector<rules::ServedBox> boxes;
      for (std::size_t i = 1; i < nodes_.size(); ++i) {
        boxes.push_back({nodes_[i].self, static_cast<std::int64_t>(i)});
      }
      return rules::tend_office(node.book, node.self, course_, boxes);
    }
    auto wanting = people_ / static_cast<int>(nodes_.size());
    return rules::tend_box(node.book, node.self, course_, {wanting, nodes_[0].self});
  }
  void tend(Node& node) { write(node, policy(node)); }
  void restart(Node& node) {
    ++result_.crashes;
    // Without an answer it holds nothing of before: sometimes for long.
    begin_stream(node, static_cast<int>(who(node)));
    check(node);
    if (below(4) != 0 || who(node) == 0) resume(node);
  }
  static bool knows_its_past(Node const& node) {
    auto tails = node.book.own_tails(node.self);
    return std::all_of(tails.begin(), tails.end(), [&](EventName const& tail) {
      return node.book.may_spend(node.self, tail.stream);
    });
  }
  void resume(Node& node) {
    SeatsResumed body;
    body.tails = node.book.own_tails(node.self);
    write(node, {body});
  }

  void write(Node& node, std::vector<Body> const& drafts) {
    if (drafts.size() > rules::most_drafts) wrong("too many drafts");
    auto& facts = written_[node.stream].facts;
    for (Body const& body : drafts) {
      auto fact = rules::seat_fact(body, {node.self, facts.size() + 1}, {});
      fact->time.at = WallTime(Micros(static_cast<std::int64_t>(result_.operations)));
      facts.push_back(*fact);
      ++node.read[node.stream];
      bool moves = fact->kind == SeatKind::given || fact->kind == SeatKind::supplied;
      result_.gifts += moves ? 1 : 0;
      result_.asks += fact->kind == SeatKind::asked ? 1 : 0;
      all_.add(*fact);
      tell(node, *fact);
    }
  }
  void read_some(Node& node) {
    std::size_t from = random_() % written_.size();
    auto const& facts = written_[from].facts;
    std::size_t& at = node.read[from];
    // Heard before: nothing comes of it.
    if (at > 0 && below(10) == 0) tell(node, facts[random_() % at]);
    for (int i = 0; i < 4 && at < facts.size(); ++i) tell(node, facts[at++]);
    if (node.book.unassured(node.self) > 0 && below(20) == 0) resume(node);
  }
  void tell(Node& node, SeatFact const& fact) {
    node.book.add(fact);
    ++result_.operations;
    check(node);
  }

  void check(Node& node) {
    auto here = node.book.totals();
    auto truth = all_.totals();
    promised_ -= node.spendable;
    node.spendable = node.book.spendable(node.self);
    promised_ += node.spendable;
    for (auto const& it : {here, truth}) {
      if (it.excess > 0 || it.taken > it.supplied - it.withdrawn) {
        ++result_.oversold;
        wrong("oversold");
      }
      bool negative = it.pool < 0 || it.held < 0 || it.frozen < 0 || it.taken < 0;
      if (negative) wrong("a term below zero");
      if (it.claims() != it.supplied - it.withdrawn) wrong("the sum");
    }
    if (promised_ + truth.taken > truth.supplied - truth.withdrawn) wrong("promised twice");
  }
  void sample() {
    if (all_.line_length() == 0) return;
    auto truth = all_.totals();
    std::int64_t seats = truth.supplied - truth.withdrawn;
    if (seats == 0) return;
    auto share = 1 / static_cast<double>(seats);
    idle += share * static_cast<double>(truth.pool + truth.held);
    std::vector<SeatView> boxes;
    for (Node const& node : nodes_) boxes.push_back({&node.book, node.self});
    auto now = seats_lying(all_, boxes);
    lying.waited_for += share * now.waited_for;
    lying.in_reach += share * now.in_reach;
    for (std::size_t i = 0; i < ways_of_lying; ++i) lying.elsewhere[i] += share * now.elsewhere[i];
    ++samples;
  }

  // Everybody hears everything, all say the same, and soon nobody has anything to do.
  void come_to_rest() {
    for (int round = 0;; ++round) {
      for (Node& node : nodes_) {
        for (std::size_t from = 0; from < written_.size(); ++from) {
          auto const& facts = written_[from].facts;
          while (node.read[from] < facts.size()) tell(node, facts[node.read[from]++]);
        }
        if (!knows_its_past(node)) resume(node);
      }
      if (round == 0) check_all_say_the_same();
      std::size_t before = result_.operations;
      for (Node& node : nodes_) tend(node);
      if (result_.operations == before) break;
      if (round == 40) return wrong("the policy does not come to rest");
    }
    auto truth = all_.totals();
    if (truth.claims() != std::max(course_.capacity, truth.taken)) wrong("not the capacity");
  }
  void check_all_say_the_same() {
    std::vector<SeatFact> facts;
    for (Written const& it : written_) facts.insert(facts.end(), it.facts.begin(), it.facts.end());
    if (auto what = disagreement(all_, facts, device(hq)); !what.empty()) wrong(what);
    for (Node& node : nodes_) {
      for (std::size_t from = 0; from < written_.size(); ++from) {
        auto const& own = written_[from].facts;
        while (node.read[from] < own.size()) tell(node, own[node.read[from]++]);
      }
      if (told(node.book) != told(all_)) wrong("not all say the same");
    }
  }
  void wrong(std::string const& what) {
    if (result_.wrong.empty()) result_.wrong = what;
  }

  std::mt19937_64 random_;
  SeatWalked& result_;
  SeatBook all_;
  rules::SeatedCourse course_;
  int people_ = 0;
  int chance_to_read_ = 50;
  std::vector<Node> nodes_;
  std::vector<Written> written_;
  std::int64_t promised_ = 0;
};

}  // namespace

SeatWalked walk_seats(std::uint64_t operations, std::uint64_t seed) {
  SeatWalked result;
  double idle = 0, stranded = 0;
  std::uint64_t samples = 0;
  while (result.operations < operations && result.wrong.empty()) {
    World world(seed++, result);
    world.run();
    idle += world.idle;
    stranded += world.lying.stranded();
    for (std::size_t i = 0; i < ways_of_lying; ++i) {
      result.lying_percent[i] += world.lying.elsewhere[i];
    }
    samples += world.samples;
    if (!result.wrong.empty()) result.wrong += ", world " + std::to_string(seed - 1);
  }
  auto percent = 100 / static_cast<double>(std::max<std::uint64_t>(1, samples));
  result.idle_percent = percent * idle;
  result.stranded_percent = percent * stranded;
  for (double& share : result.lying_percent) share *= percent;
  return result;
}

}  // namespace sala::test
