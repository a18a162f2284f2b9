package dev.orgtable.server.console.organisation;

import dev.orgtable.Cursor;
import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.OrganisationNotFound;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.Page;
import dev.orgtable.PageRequest;
import dev.orgtable.limit.Seats;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.console.page.Pager;
import dev.orgtable.server.console.page.Visit;
import dev.orgtable.server.organisation.CreationLimit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Orgtable;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The list of organisations, and the form that creates one. */
@Controller
final class OrganisationsPageController {

  private static final String ORGANISATIONS = "/console/organisations";
  private static final String PAGE = "console/organisations";

  /** Each row costs a read. */
  private static final int ROWS = 25;

  private final Orgtable orgtable;
  private final CreationLimit limit;

  OrganisationsPageController(Orgtable orgtable, CreationLimit limit) {
    this.orgtable = orgtable;
    this.limit = limit;
  }

  @GetMapping(ORGANISATIONS)
  String organisations(
      @RequestParam(defaultValue = "") String prefix, PageRequest page, Model model) {
    return show(prefix, page.cursor(), Form.of("create"), model);
  }

  @PostMapping(ORGANISATIONS)
  String create(@RequestParam Map<String, String> typed, Visit visit) {
    Form form = Form.typed("create", typed);
    return visit.submit(
        form,
        () -> {
          EmailAddress owner =
              visit
                  .caller()
                  .person()
                  .orElseGet(() -> Input.required("owner", form.value("owner"), EmailAddress::of));
          Organisation created = create(form, owner, visit.caller());
          visit.done("The organisation was created.");
          return Links.toOrganisation(created.id());
        },
        () -> again(form, visit.caller(), visit.model()));
  }

  private Organisation create(Form form, EmailAddress owner, Caller caller) {
    try {
      return limit
          .counted(caller, to -> to.organisations().create(form.value("name"), owner))
          .apply(orgtable);
    } catch (UserNotFound e) {
      form.wrong("owner", "There is no user with this address. Create the user first.");
      throw e;
    }
  }

  private String again(Form form, Caller caller, Model model) {
    if (caller instanceof Caller.Operator) {
      return show("", Optional.empty(), form, model);
    }
    model.addAttribute("create", form);
    return "console/new-organisation";
  }

  private String show(String prefix, Optional<Cursor> cursor, Form create, Model model) {
    Page<Organisation> page =
        orgtable.organisations().search(prefix, new PageRequest(ROWS, cursor));
    model.addAttribute("prefix", prefix);
    model.addAttribute("rows", page.items().stream().flatMap(this::row).toList());
    Pager.put(page, cursor, model);
    model.addAttribute("create", create);
    return PAGE;
  }

  /** Reads the numbers, which the index does not have; an organisation just deleted has no row. */
  private Stream<OrganisationRow> row(Organisation organisation) {
    try {
      Seats seats = orgtable.organisations().seats(organisation.id());
      return Stream.of(new OrganisationRow(organisation, seats));
    } catch (OrganisationNotFound e) {
      return Stream.empty();
    }
  }

  /**
   * An organisation in the list.
   *
   * @param organisation the organisation
   * @param seats its numbers
   */
  record OrganisationRow(Organisation organisation, Seats seats) {}
}
