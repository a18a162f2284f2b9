package dev.orgtable.testkit.model;

import dev.orgtable.Invitation;
import dev.orgtable.store.Orgtable;
import dev.orgtable.testkit.TestClock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the operations are tried on.
 *
 * @param orgtable the store
 * @param clock the store's clock
 * @param first the first invitation ever made for each user in each organisation, as a mail to the
 *     invitee holds it
 */
record Subject(Orgtable orgtable, TestClock clock, Map<Place, Invitation> first) {

  static Subject of(Orgtable orgtable, TestClock clock) {
    return new Subject(orgtable, clock, new ConcurrentHashMap<>());
  }

  Invitation invite(Arguments with) {
    Invitation made =
        orgtable
            .invitations()
            .invite(with.user(), with.organisation(), with.groups(), with.name(), with.time());
    first.putIfAbsent(with.place(), made);
    return made;
  }
}
