package dev.orgtable.server.console.job;

import dev.orgtable.EmailAddress;
import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.store.Orgtable;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Jobs and their progress. */
@Controller
final class JobsPageController {

  /** Each row may cost a read for a name. */
  private static final int ROWS = 25;

  private final Orgtable orgtable;

  JobsPageController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @GetMapping("/console/jobs")
  String jobs(@RequestParam(defaultValue = "false") boolean done, PageRequest page, Model model) {
    Page<Job> found =
        orgtable
            .jobs()
            .list(done ? Job.State.DONE : Job.State.OPEN, new PageRequest(ROWS, page.cursor()));
    Map<OrganisationId, String> names = new HashMap<>();
    model.addAttribute("showsDone", done);
    model.addAttribute("rows", found.items().stream().map(job -> row(job, names)).toList());
    Pager.put(found, page.cursor(), model);
    return "console/jobs";
  }

  @GetMapping("/console/jobs/{job}")
  String job(@PathVariable String job, Caller caller, Model model) {
    JobId id = JobId.of(job);
    Job found =
        caller
            .person()
            .map(person -> orgtable.jobs().get(id, person))
            .orElseGet(() -> orgtable.jobs().get(id));
    model.addAttribute("row", row(found, new HashMap<>()));
    model.addAttribute("job", found);
    return "console/job";
  }

  /** Reads the name of each organisation once. */
  private JobRow row(Job job, Map<OrganisationId, String> names) {
    String user = job.user().map(EmailAddress::value).orElse("");
    return new JobRow(
        job, job.organisation().map(id -> names.computeIfAbsent(id, this::name)).orElse(user));
  }

  private String name(OrganisationId id) {
    try {
      return orgtable.organisations().get(id).name();
    } catch (OrganisationNotFound e) {
      return "";
    }
  }
}
