package dev.orgtable.server.console.organisation;

import dev.orgtable.OrganisationId;
import dev.orgtable.event.EventId;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.event.Timeline;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The history of an organisation: its events, the newest first. */
@Controller
final class HistoryPageController {

  private static final int MOST = 50;

  private final OrganisationFrame frame;
  private final Timeline timeline;

  HistoryPageController(OrganisationFrame frame, Timeline timeline) {
    this.frame = frame;
    this.timeline = timeline;
  }

  @GetMapping("/console/organisations/{organisation}/history")
  String history(
      @PathVariable String organisation,
      @RequestParam Optional<String> after,
      Caller caller,
      Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    frame.put(id, "history", caller, model);
    model.addAttribute(
        "history", timeline.of(id, MOST, after.map(EventId::of).orElse(null), caller));
    model.addAttribute("at", after.orElse(""));
    return "console/history";
  }
}
