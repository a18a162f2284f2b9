package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Group;
import dev.orgtable.Member;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.MemberNotFound;
import dev.orgtable.server.console.group.GroupField;
import dev.orgtable.server.console.group.GroupLabels;
import dev.orgtable.server.console.group.GroupSection;
import dev.orgtable.server.console.group.OrganisationGroups;
import dev.orgtable.server.console.organisation.MembersPage.Place;
import dev.orgtable.server.console.page.Confirmation;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.role.KnownGroups;
import dev.orgtable.store.Orgtable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Actions on one row of the grid of members. Scripts get this row alone, so that unsaved input in
 * the other rows is kept.
 */
@Controller
final class MemberRowController {

  private static final String MEMBER = "/console/organisations/{organisation}/members/{email}";
  private static final String ROW = "console/member-row :: answer";
  private static final String ME = "/console/me";

  private final Orgtable orgtable;
  private final MembersPage page;
  private final KnownGroups known;
  private final GroupLabels labels;

  MemberRowController(Orgtable orgtable, MembersPage page, KnownGroups known, GroupLabels labels) {
    this.orgtable = orgtable;
    this.page = page;
    this.known = known;
    this.labels = labels;
  }

  /** Writes only the groups changed in the row, so that concurrent changes to others are kept. */
  @PostMapping(MEMBER + "/groups")
  String changeGroups(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    Target target = new Target(OrganisationId.of(organisation), EmailAddress.of(email), typed);
    return answer(
        target,
        visit,
        () -> {
          change(target.organisation(), target.member(), typed);
          return "The groups of " + target.member() + " were saved.";
        });
  }

  /** Acts on a row and, without scripts, returns to the page. */
  private String answer(Target target, Visit visit, Supplier<String> act) {
    return answer(target, visit, act, () -> target.redirect(visit));
  }

  private String answer(Target target, Visit visit, Supplier<String> act, Supplier<String> done) {
    Form form = Form.of("row");
    return visit.answerRow(
        form,
        act,
        (said, refusal) -> row(target, said, refusal, visit.model()),
        done,
        () ->
            page.show(
                target.organisation(),
                Place.of(target.typed().toSingleValueMap()),
                List.of(form),
                visit.caller(),
                visit.model()));
  }

  private void change(OrganisationId id, EmailAddress member, MultiValueMap<String, String> typed) {
    Set<Group> before = groups(typed, "had");
    Set<Group> after = groups(typed, "has");
    Set<Group> add = new HashSet<>(after);
    add.removeAll(before);
    before.removeAll(after);
    Set<Group> given = add.stream().map(known.in(id)).collect(Collectors.toSet());
    if (!given.isEmpty() || !before.isEmpty()) {
      orgtable.memberships().changeGroups(member, id, given, before);
    }
  }

  private static Set<Group> groups(MultiValueMap<String, String> typed, String field) {
    return typed.getOrDefault(field, List.of()).stream()
        .filter(each -> !each.isEmpty())
        .map(GroupField::read)
        .collect(Collectors.toCollection(HashSet::new));
  }

  /**
   * After a refused change of groups, the editor stays open and its boxes show the input; otherwise
   * they show the stored groups.
   */
  private String row(Target target, String done, String refusal, Model model) {
    EmailAddress user = target.member();
    MultiValueMap<String, String> typed = target.typed();
    Optional<Member> member = find(target.organisation(), user);
    boolean ticked = typed.containsKey("had") || typed.containsKey("has");
    Set<Group> held = member.map(Member::groups).orElse(Set.of());
    Set<Group> ticks = refusal.isEmpty() || !ticked ? held : groups(typed, "has");
    OrganisationGroups groups = labels.of(target.organisation());
    Set<Group> offered = groups(typed, "column");
    offered.addAll(held);
    model.addAttribute("o", target.organisation().value());
    model.addAttribute("email", user.value());
    model.addAttribute("row", member.map(each -> MemberRow.of(each, groups)).orElse(null));
    model.addAttribute("sections", GroupSection.of(groups.sorted(offered)));
    model.addAttribute("open", !refusal.isEmpty());
    model.addAttribute("place", Place.of(typed.toSingleValueMap()));
    model.addAttribute("ticks", ticks);
    model.addAttribute("said", done);
    model.addAttribute("refusal", refusal);
    return ROW;
  }

  private Optional<Member> find(OrganisationId id, EmailAddress user) {
    try {
      return Optional.of(orgtable.memberships().get(user, id));
    } catch (MemberNotFound e) {
      return Optional.empty();
    }
  }

  @GetMapping(MEMBER + "/remove")
  String beforeRemoval(@PathVariable String organisation, @PathVariable String email, Model model) {
    return question(OrganisationId.of(organisation), EmailAddress.of(email)).page(model);
  }

  private Confirmation question(OrganisationId id, EmailAddress user) {
    Member member = orgtable.memberships().get(user, id);
    String groups =
        labels.of(id).sorted(member.groups()).stream()
            .map(GroupField::spoken)
            .collect(Collectors.joining(", "));
    return new Confirmation(
        "Remove " + user + "?",
        List.of(
            "The membership is removed immediately. This cannot be undone.",
            groups.isEmpty()
                ? "The member is in no group."
                : "The member leaves these groups: " + groups + ".",
            "The user remains and can be invited again."),
        Links.under(id, "members", user.value(), "remove"),
        "Remove the member",
        Links.under(id, "members"));
  }

  @PostMapping(MEMBER + "/remove")
  String remove(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    Target target = new Target(OrganisationId.of(organisation), EmailAddress.of(email), typed);
    return shutOut(
        target,
        visit,
        () -> {
          orgtable.memberships().remove(target.member(), target.organisation());
          return target.member() + " is no longer a member.";
        });
  }

  @GetMapping(MEMBER + "/suspend")
  String beforeSuspension(
      @PathVariable String organisation, @PathVariable String email, Model model) {
    OrganisationId id = OrganisationId.of(organisation);
    EmailAddress user = orgtable.memberships().get(EmailAddress.of(email), id).user();
    return new Confirmation(
            "Suspend " + user + "?",
            List.of(
                "Access to the organisation ends immediately.",
                "Membership and groups remain.",
                "An owner can reactivate the member; your own membership, only another owner."),
            Links.under(id, "members", user.value(), "suspend"),
            "Suspend the member",
            Links.under(id, "members"))
        .page(model);
  }

  @PostMapping(MEMBER + "/suspend")
  String suspend(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    Target target = new Target(OrganisationId.of(organisation), EmailAddress.of(email), typed);
    return shutOut(
        target,
        visit,
        () -> {
          orgtable.memberships().suspend(target.member(), target.organisation());
          return target.member() + " is suspended.";
        });
  }

  /** Acts on a member who may then not see this page any longer: the caller. */
  private String shutOut(Target target, Visit visit, Supplier<String> act) {
    boolean self = visit.caller().person().filter(target.member()::equals).isPresent();
    return answer(
        target,
        visit,
        () -> {
          String done = act.get();
          if (self && visit.isForRow()) {
            visit.response().setHeader("HX-Redirect", ME);
          }
          return done;
        },
        () -> self ? "redirect:" + ME : target.redirect(visit));
  }

  @PostMapping(MEMBER + "/reactivate")
  String reactivate(
      @PathVariable String organisation,
      @PathVariable String email,
      @RequestParam MultiValueMap<String, String> typed,
      Visit visit) {
    Target target = new Target(OrganisationId.of(organisation), EmailAddress.of(email), typed);
    return answer(
        target,
        visit,
        () -> {
          orgtable.memberships().reactivate(target.member(), target.organisation());
          return target.member() + " is active again.";
        });
  }

  /** The row of a member, with the input typed into it. */
  private record Target(
      OrganisationId organisation, EmailAddress member, MultiValueMap<String, String> typed) {

    String redirect(Visit visit) {
      return Place.of(typed.toSingleValueMap()).redirect(organisation, visit.next());
    }
  }
}
