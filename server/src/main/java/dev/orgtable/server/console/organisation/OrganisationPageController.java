package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.Job;
import dev.orgtable.OrganisationId;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.event.Timeline;
import dev.orgtable.server.console.job.JobRow;
import dev.orgtable.server.console.page.Preview;
import dev.orgtable.server.console.panel.TablePanel;
import dev.orgtable.server.console.panel.TablePanel.Panel;
import dev.orgtable.store.Orgtable;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The overview of an organisation: its numbers, its running jobs, and what is known about it. */
@Controller
final class OrganisationPageController {

  /** The most open jobs that are looked through for those of the organisation. */
  private static final int JOBS = 50;

  /** The number of events on the overview. */
  private static final int LATEST = 8;

  private final Orgtable orgtable;
  private final OrganisationFrame frame;
  private final TablePanel panel;
  private final Timeline timeline;

  OrganisationPageController(
      Orgtable orgtable, OrganisationFrame frame, TablePanel panel, Timeline timeline) {
    this.timeline = timeline;
    this.orgtable = orgtable;
    this.frame = frame;
    this.panel = panel;
  }

  @GetMapping("/console/organisations/{organisation}")
  String organisation(
      @PathVariable String organisation,
      @RequestParam Optional<String> items,
      Caller caller,
      Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    frame.put(id, "overview", caller, model);
    model.addAttribute("services", Preview.count(page -> orgtable.services().list(id, page)));
    if (Boolean.TRUE.equals(model.getAttribute(OrganisationFrame.OWNS))) {
      Panel shown = panel.of(id, items.map(Cursor::new));
      model.addAttribute("panel", shown);
      model.addAttribute("owners", shown.owners());
      model.addAttribute("history", timeline.of(id, LATEST, null, caller));
    }
    if (caller instanceof Caller.Operator) {
      model.addAttribute("jobs", jobs(id));
      model.addAttribute("facts", orgtable.facts().get(id));
    }
    return "console/organisation";
  }

  private List<JobRow> jobs(OrganisationId id) {
    return orgtable.jobs().list(Job.State.OPEN, PageRequest.first(JOBS)).items().stream()
        .filter(job -> job.organisation().filter(id::equals).isPresent())
        .map(JobRow::new)
        .toList();
  }
}
