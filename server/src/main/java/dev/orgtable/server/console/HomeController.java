package dev.orgtable.server.console;

import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Links;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The start page of the console: redirects to the caller's first page. */
@Controller
final class HomeController {

  @GetMapping("/console")
  String home(Caller caller) {
    return Links.toStart(caller);
  }
}
