package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.store.Orgtable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** What is known about a member, and what the application keeps about one, for operators. */
@Controller
final class MemberDetailsController {

  private final Orgtable orgtable;
  private final GroupLabels labels;

  MemberDetailsController(Orgtable orgtable, GroupLabels labels) {
    this.orgtable = orgtable;
    this.labels = labels;
  }

  @GetMapping("/console/organisations/{organisation}/members/{email}/details")
  String details(@PathVariable String organisation, @PathVariable String email, Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    Member member = orgtable.memberships().get(EmailAddress.of(email), id);
    model.addAttribute("each", MemberRow.of(member, labels.of(id)));
    model.addAttribute("facts", orgtable.facts().get(member.user(), id));
    return "console/member-details";
  }
}
