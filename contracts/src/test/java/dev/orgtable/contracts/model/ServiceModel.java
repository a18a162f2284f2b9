package dev.orgtable.contracts.model;

import dev.orgtable.Group;
import dev.orgtable.Invitation;
import dev.orgtable.OrganisationId;
import dev.orgtable.OrgtableException.ServiceAlreadyExists;
import dev.orgtable.OrgtableException.Stale;
import dev.orgtable.Service;
import dev.orgtable.ServiceId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The model of the operations on services. */
record ServiceModel(Model model) {

  Service create(Service service) {
    model.organisation(service.organisation());
    if (model.servicesOf(service.organisation()).containsKey(service.id())) {
      throw new ServiceAlreadyExists(service.organisation(), service.id());
    }
    return store(service, 1);
  }

  private Service store(Service service, long revision) {
    Service stored = new Service(service.organisation(), service.id(), service.name(), revision);
    model.servicesOf(service.organisation()).put(service.id(), stored);
    return stored;
  }

  Service put(Service service) {
    Service present = model.servicesOf(service.organisation()).get(service.id());
    if (present == null) {
      return create(service);
    }
    return present.name().equals(service.name()) ? present : store(service, present.revision() + 1);
  }

  Service update(Service service) {
    Service present = model.service(service.organisation(), service.id());
    if (present.revision() != service.revision()) {
      throw new Stale("service " + service.id());
    }
    return present.name().equals(service.name()) ? present : store(service, present.revision() + 1);
  }

  List<Service> list(OrganisationId organisation) {
    model.organisation(organisation);
    return List.copyOf(model.servicesOf(organisation).values());
  }

  void delete(OrganisationId organisation, ServiceId service) {
    model.service(organisation, service);
    model.servicesOf(organisation).remove(service);
    model
        .members(member -> member.organisation().equals(organisation))
        .forEach(
            member -> model.rewrite(member, member.profile(), without(service, member.groups())));
    model.invitations.replaceAll(
        (place, offered) ->
            place.organisation().equals(organisation) ? without(service, offered) : offered);
  }

  private static Set<Group> without(ServiceId service, Set<Group> groups) {
    return groups.stream()
        .filter(group -> !(group instanceof Group.OfService of && of.service().equals(service)))
        .collect(Collectors.toSet());
  }

  private static Invitation without(ServiceId service, Invitation offered) {
    return new Invitation(
        offered.id(),
        offered.organisation(),
        offered.invitee(),
        without(service, offered.groups()),
        offered.invitedBy(),
        offered.invitedAt(),
        offered.expiresAt());
  }
}
