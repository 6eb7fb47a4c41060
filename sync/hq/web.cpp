#include <algorithm>

#include "platform/base/escape.h"
#include "sync/hq/web_visit.h"

namespace sala::hq {
namespace {

constexpr std::chrono::hours remember_language{24 * 365};

// Our own pages only: a path of this server, not "//elsewhere" and not "/\elsewhere".
std::string safe_next(std::string_view next) {
  bool ours = next.size() > 1 && next[0] == '/' && next[1] != '/' && next[1] != '\\' &&
              next.find_first_of("\r\n\\") == next.npos && next.size() < 500;
  return ours ? std::string(next) : "/live";
}

// A browser names the page that a POST comes from; ours begins with our own Host.
bool comes_from_us(http::Request const& request) {
  auto origin = request.headers.find("Origin");
  auto host = request.headers.find("Host");
  if (!origin || !host) return false;
  return *origin == (request.secure ? "https://" : "http://") + std::string(*host);
}

std::string choose_language(http::Request const& request, Catalogue const& catalogue) {
  auto languages = catalogue.languages();
  auto known = [&](std::optional<std::string_view> language) {
    return language && std::find(languages.begin(), languages.end(), *language) != languages.end();
  };
  if (known(request.query_value("lang"))) return std::string(*request.query_value("lang"));
  if (known(request.cookie("lang"))) return std::string(*request.cookie("lang"));
  auto accepted = request.headers.find("Accept-Language").value_or("");
  return accepted.substr(0, 2) == "en" ? "en" : "th";
}

// What pages fetch: the page itself lies one level above.
bool asked_by_script(std::string_view path) {
  auto start = live_start;
  for (auto deeper : {courses_start, results_start}) {
    if (path.starts_with(deeper)) start = deeper;
  }
  return path.find('/', start.size()) != path.npos;
}

}  // namespace

void Web::handle(http::Request&& request, http::Responder responder) {
  std::string const path = request.path;
  if (path.compare(0, 8, "/assets/") == 0) {
    responder.answer(pages_.asset(std::string_view(path).substr(8)));
    return;
  }
  auto words = parts_.catalogue.in(choose_language(request, parts_.catalogue));
  Visit visit{std::move(request), words, std::nullopt};
  bool is_post = visit.request.method == http::Method::post;
  bool is_get = visit.request.method == http::Method::get;
  if (!is_post && !is_get) {
    message(visit, 405, word("There is nothing here"),
            word("The address may be mistyped, or the session is gone."), std::move(responder));
  } else if (is_post && !comes_from_us(visit.request)) {
    message(visit, 403, word("That did not come from this page"),
            word("Open the page again and repeat it there."), std::move(responder));
  } else if (path == "/") {
    finish(visit, http::Response::redirect("/live"), std::move(responder));
  } else if (path == "/sign-in") {
    sign_in(visit, std::move(responder));
  } else if (path == "/sign-out" && is_post) {
    sign_out(visit, std::move(responder));
  } else if (path == "/live" || path.compare(0, live_start.size(), live_start) == 0) {
    visit.who = parts_.gate.who(visit.request);
    if (visit.who) {
      if (path == "/live") {
        list(visit, std::move(responder));
      } else if (path.compare(0, courses_start.size(), courses_start) == 0) {
        courses(visit, std::move(responder));
      } else if (path.starts_with(results_start)) {
        results(visit, std::move(responder));
      } else {
        session(visit, std::move(responder));
      }
    } else if (asked_by_script(path)) {
      finish(visit, http::Response::json(401, std::string("{\"error\":true}\n")),
             std::move(responder));
    } else {
      auto query = http::write_query({{"next", visit.request.target}});
      finish(visit, http::Response::redirect("/sign-in?" + query), std::move(responder));
    }
  } else {
    nothing_here(visit, std::move(responder));
  }
}

void Web::finish(Visit const& visit, http::Response response, http::Responder responder) {
  response.headers.set("Cache-Control", "no-store");
  if (auto language = visit.request.query_value("lang")) {
    http::CookieOptions options;
    options.max_age = remember_language;
    options.secure = visit.request.secure;
    // Only a language that is known; what else stands there is not repeated.
    std::string value(visit.words.language());
    if (value == *language) {
      response.headers.add("Set-Cookie", http::set_cookie("lang", value, options));
    }
  }
  responder.answer(std::move(response));
}

Values Web::common(Visit const& visit) const {
  std::string other = visit.words.language() == "en" ? "th" : "en";
  return {{"language", std::string(visit.words.language())},
          {"other", other},
          {"other_name", std::string(parts_.catalogue.in(other).tr("The name of this language"))},
          {"staff", visit.who ? visit.who->name : ""}};
}

void Web::message(Visit const& visit, int status, char const* title, char const* text,
                  http::Responder responder) {
  auto values = common(visit);
  values["title"] = visit.words.tr(title);
  values["text"] = visit.words.tr(text);
  finish(visit, http::Response::html(status, pages_.render("message.html", visit.words, values)),
         std::move(responder));
}

void Web::nothing_here(Visit const& visit, http::Responder responder) {
  message(visit, 404, word("There is nothing here"),
          word("The address may be mistyped, or the session is gone."), std::move(responder));
}

// ---- signing in

void Web::sign_in_page(Visit const& visit, int status, std::string const& trouble,
                       http::Responder responder) {
  auto values = common(visit);
  values["next"] = safe_next(visit.request.query_value("next").value_or("/live"));
  values["next_query"] = http::percent_encode(values["next"]);
  values["raw_trouble"] =
      trouble.empty() ? ""
                      : "<p class=\"trouble\" role=\"alert\">" + escape_markup(trouble) + "</p>";
  finish(visit, http::Response::html(status, pages_.render("sign-in.html", visit.words, values)),
         std::move(responder));
}

void Web::sign_in(Visit const& visit, http::Responder responder) {
  if (visit.request.method == http::Method::get) {
    if (parts_.gate.who(visit.request)) {
      auto next = safe_next(visit.request.query_value("next").value_or("/live"));
      finish(visit, http::Response::redirect(next), std::move(responder));
    } else {
      sign_in_page(visit, 200, "", std::move(responder));
    }
    return;
  }
  auto form = http::parse_query(visit.request.body);
  if (!form) {
    sign_in_page(visit, 400, "", std::move(responder));
    return;
  }
  auto field = [&](char const* name) {
    return std::string(http::find_value(*form, name).value_or(""));
  };
  auto shared = std::make_shared<http::Responder>(std::move(responder));
  auto keep = std::make_shared<Visit>(visit);
  std::string next = safe_next(field("next"));
  keep->request.query = {{"next", next}};
  auto done = [this, keep, shared, next](SignInAnswer const& answer) {
    Words const& words = keep->words;
    auto minutes = std::to_string((answer.wait.count() + 59) / 60);
    switch (answer.fault) {
      case SignInFault::none: {
        auto response = http::Response::redirect(next);
        http::CookieOptions options;
        options.same_site = http::SameSite::strict;
        options.secure = keep->request.secure;
        response.headers.add("Set-Cookie", http::set_cookie(Gate::cookie_name(keep->request.secure),
                                                            answer.token, options));
        finish(*keep, std::move(response), std::move(*shared));
        return;
      }
      case SignInFault::wrong:
        sign_in_page(*keep, 403, std::string(words.tr("Name or password is not right. Try again.")),
                     std::move(*shared));
        return;
      case SignInFault::too_often:
        sign_in_page(
            *keep, 429,
            words.tr("Too many tries. Wait {minutes} min, then try again.", {{"minutes", minutes}}),
            std::move(*shared));
        return;
      case SignInFault::busy:
        sign_in_page(*keep, 503,
                     std::string(words.tr("Many people come in right now. Try again in a moment.")),
                     std::move(*shared));
        return;
    }
  };
  parts_.gate.sign_in(field("name"), field("passphrase"), visit.request.peer, std::move(done));
}

void Web::sign_out(Visit const& visit, http::Responder responder) {
  parts_.gate.sign_out(visit.request);
  auto response = http::Response::redirect("/sign-in");
  http::CookieOptions options;
  options.max_age = std::chrono::seconds(0);
  options.same_site = http::SameSite::strict;
  options.secure = visit.request.secure;
  response.headers.add("Set-Cookie",
                       http::set_cookie(Gate::cookie_name(visit.request.secure), "gone", options));
  finish(visit, std::move(response), std::move(responder));
}

}  // namespace sala::hq
