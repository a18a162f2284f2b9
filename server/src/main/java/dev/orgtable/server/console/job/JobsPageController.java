package dev.orgtable.server.console.job;

import dev.orgtable.Job;
import dev.orgtable.JobId;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.store.Orgtable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** Jobs and their progress. */
@Controller
final class JobsPageController {

  private final Orgtable orgtable;

  JobsPageController(Orgtable orgtable) {
    this.orgtable = orgtable;
  }

  @GetMapping("/console/jobs")
  String jobs(@RequestParam(defaultValue = "false") boolean done, PageRequest page, Model model) {
    model.addAttribute("showsDone", done);
    model.addAttribute("page", orgtable.jobs().list(done ? Job.State.DONE : Job.State.OPEN, page));
    return "console/jobs";
  }

  @GetMapping("/console/jobs/{job}")
  String job(@PathVariable String job, Caller caller, Model model) {
    JobId id = JobId.of(job);
    model.addAttribute(
        "job",
        caller
            .person()
            .map(person -> orgtable.jobs().get(id, person))
            .orElseGet(() -> orgtable.jobs().get(id)));
    return "console/job";
  }
}
