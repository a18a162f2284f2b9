package dev.orgtable.server.console.signin;

import dev.orgtable.server.settings.ServerSettings;
import dev.orgtable.server.web.AnyQuery;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page. */
@Controller
final class SignInController {

  private static final String PAGE = "console/sign-in";

  /** The query parameter with which the provider redirects back after a logout. */
  private static final String STATE = "state";

  /** No link was printed, since an earlier one is valid. */
  private static final String EARLIER = "earlier";

  private final OneTimeLinks links;
  private final Sessions sessions;
  private final ServerSettings settings;

  SignInController(OneTimeLinks links, Sessions sessions, ServerSettings settings) {
    this.links = links;
    this.sessions = sessions;
    this.settings = settings;
  }

  @AnyQuery
  @GetMapping("/console/sign-in")
  String signIn(
      @RequestParam Optional<String> token, @RequestParam Map<String, String> said, Model model) {
    model.addAttribute("token", token.orElse(""));
    return page(
        said.containsKey(STATE) ? "out" : said.keySet().stream().findFirst().orElse(""), model);
  }

  @PostMapping("/console/sign-in")
  String signInByLink(
      @RequestParam(defaultValue = "") String token,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    if (links.use(token)) {
      return "redirect:" + sessions.begin(request, response);
    }
    response.setStatus(HttpStatus.FORBIDDEN.value());
    return page("used", model);
  }

  /** Sends a one-time link to the terminal. Only a person who sees the terminal can use it. */
  @PostMapping("/console/sign-in/link")
  String tellLink() {
    return "redirect:/console/sign-in?" + (links.report() ? "told" : EARLIER);
  }

  private String page(String said, Model model) {
    Optional<Instant> until = said.equals(EARLIER) ? links.validUntil() : Optional.empty();
    model.addAttribute("said", said);
    model.addAttribute("until", until.orElse(null));
    model.addAttribute("links", links.arePossible());
    model.addAttribute("openId", settings.console().openId().isPresent());
    model.addAttribute("openIdPath", OpenIdSignIn.PATH);
    return PAGE;
  }
}
