package dev.orgtable.server.console.organisation;

import dev.orgtable.EmailAddress;
import dev.orgtable.Organisation;
import dev.orgtable.OrgtableException.UserNotFound;
import dev.orgtable.PageRequest;
import dev.orgtable.server.caller.Caller;
import dev.orgtable.server.console.page.Form;
import dev.orgtable.server.console.page.Links;
import dev.orgtable.server.organisation.CreationLimit;
import dev.orgtable.server.problem.Input;
import dev.orgtable.store.Orgtable;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of organisations, and the form that creates one. */
@Controller
final class OrganisationsPageController {

  private static final String ORGANISATIONS = "/console/organisations";
  private static final String PAGE = "console/organisations";

  private final Orgtable orgtable;
  private final CreationLimit limit;

  OrganisationsPageController(Orgtable orgtable, CreationLimit limit) {
    this.orgtable = orgtable;
    this.limit = limit;
  }

  @GetMapping(ORGANISATIONS)
  String organisations(
      @RequestParam(defaultValue = "") String prefix, PageRequest page, Model model) {
    return show(prefix, page, Form.of("create"), model);
  }

  @PostMapping(ORGANISATIONS)
  String create(
      @RequestParam Map<String, String> typed,
      Caller caller,
      HttpServletResponse response,
      Model model,
      RedirectAttributes next) {
    Form form = Form.typed("create", typed);
    return form.submit(
        response,
        () -> {
          EmailAddress owner =
              caller
                  .person()
                  .orElseGet(() -> Input.required("owner", form.value("owner"), EmailAddress::of));
          Organisation created = create(form, owner, caller);
          next.addFlashAttribute("done", "The organisation was created.");
          return Links.toOrganisation(created.id());
        },
        () -> again(form, caller, model));
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
      return show("", PageRequest.first(20), form, model);
    }
    model.addAttribute("create", form);
    return "console/new-organisation";
  }

  private String show(String prefix, PageRequest page, Form create, Model model) {
    model.addAttribute("prefix", prefix);
    model.addAttribute("page", orgtable.organisations().search(prefix, page));
    model.addAttribute("create", create);
    return PAGE;
  }
}
