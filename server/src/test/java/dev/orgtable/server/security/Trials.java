package dev.orgtable.server.security;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.Http;
import dev.orgtable.server.Http.Reply;
import java.util.ArrayList;
import java.util.List;

/** Makes requests, and collects unexpected responses and side effects. */
final class Trials {

  private final Scene scene;
  private final TableCopy before;
  private final List<String> wrong = new ArrayList<>();

  /** Starts after all credentials exist: from here on only requests may change the table. */
  Trials(Scene scene) {
    this.scene = scene;
    this.before = TableCopy.of(scene.server());
  }

  /** Returns the deviations. */
  List<String> wrong() {
    return wrong;
  }

  /** Makes the request of a row as a caller. */
  void attempt(String name, Http caller, EmailAddress self, Expected row, char expected) {
    Attempt attempt = Attempt.of(row, self, scene);
    scene.readRoles();
    Reply reply = attempt.send(caller);
    String found =
        switch (expected) {
          case Expected.EARLY -> status(reply, 400);
          case Expected.DONE -> reply.status() / 100 == 2 ? "" : "not done";
          case Expected.CONFLICT -> status(reply, 409);
          case Expected.FORBIDDEN -> status(reply, 403) + code(reply, "forbidden");
          case Expected.NOT_YET -> code(reply, "user_not_found");
          case Expected.NO_USER ->
              code(reply, "user_not_found")
                  + asIfAbsent(attempt, attempt.ofNobody(), reply, caller);
          case Expected.NO_ORGANISATION ->
              code(reply, "organisation_not_found")
                  + asIfAbsent(attempt, attempt.ofNoOrganisation(), reply, caller);
          case Expected.NO_INVITATION ->
              code(reply, "invitation_not_found")
                  + asIfAbsent(attempt, attempt.ofNoOrganisation(), reply, caller);
          case Expected.NO_JOB -> code(reply, "job_not_found");
          case Expected.NO ->
              status(reply, 200)
                  + (reply.response().body().contains("true") ? "a yes" : "")
                  + asIfAbsent(attempt, attempt.ofNoOrganisation(), reply, caller);
          default -> "an unknown letter";
        };
    boolean mayChange = expected == Expected.DONE && !row.reads();
    expect(name + ": " + row.method() + " " + attempt.path(), found, reply, mayChange);
  }

  /** Makes a HEAD request of a row as a person. */
  void head(String name, EmailAddress self, Expected row) {
    Attempt attempt = Attempt.of(row, self, scene);
    Http person = scene.server().person(self);
    Reply head = attempt.send(person, "HEAD");
    boolean same = head.status() == attempt.send(person).status();
    String found = same && head.response().body().isEmpty() ? "" : "not as GET";
    expect(name + ": HEAD " + attempt.path(), found, head, false);
  }

  /** Records deviations of a response, or of what it changed. */
  void expect(String what, String found, Reply reply, boolean mayChange) {
    TableCopy after = TableCopy.of(scene.server());
    List<?> changed = before.differences(after);
    if (!mayChange && !changed.isEmpty()) {
      wrong.add(what + " changed " + changed + ": " + reply);
    }
    if (!found.isEmpty()) {
      wrong.add(what + " " + found + ": " + reply);
    }
    if (!changed.isEmpty()) {
      before.restore(scene.server());
    }
  }

  private String asIfAbsent(Attempt attempt, Attempt ofAbsent, Reply reply, Http caller) {
    scene.readRoles();
    String absent = attempt.told(ofAbsent.send(caller));
    return absent.equals(Attempt.whole(reply))
        ? ""
        : " unlike what is absent: " + absent + " was " + Attempt.whole(reply);
  }

  private static String status(Reply reply, int status) {
    return reply.status() == status ? "" : "not " + status;
  }

  private static String code(Reply reply, String code) {
    return reply.text("code").equals(code) ? "" : "not " + code;
  }
}
