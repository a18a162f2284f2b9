package dev.orgtable.server.console;

import dev.orgtable.server.security.Caller;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** The way in. */
@Controller
final class HomeController {

  @GetMapping("/console")
  String home(Caller caller) {
    return Links.toStart(caller);
  }
}
