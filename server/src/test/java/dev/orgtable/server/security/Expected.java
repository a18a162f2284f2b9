package dev.orgtable.server.security;

import dev.orgtable.EmailAddress;
import dev.orgtable.server.caller.Rights;
import java.util.ArrayList;
import java.util.List;

/**
 * One operation with the expected response for each kind of caller, written by hand from the design
 * and not from {@link Rights}.
 *
 * @param method the HTTP method
 * @param pattern the path in the API description
 * @param whom the user that {@code {email}} stands for: {@code self} for the caller
 * @param answers one letter per caller, in the order of {@link #COLUMNS}
 * @param body the body, with ' in place of "; empty for none
 */
record Expected(String method, String pattern, String whom, String answers, String body) {

  /** Success: 2xx. */
  static final char DONE = '+';

  /** Refused because of the table's state, which the caller may see: 409. */
  static final char CONFLICT = 'C';

  /** Refused because of the time asked for, which the caller may ask for: 400. */
  static final char EARLY = 'E';

  /** Forbidden: 403. */
  static final char FORBIDDEN = 'F';

  /** Reported as a missing user. */
  static final char NO_USER = 'U';

  /** Missing user: the caller, who may know. */
  static final char NOT_YET = 'A';

  /** Reported as a missing organisation. */
  static final char NO_ORGANISATION = 'O';

  /** Reported as a missing job. */
  static final char NO_JOB = 'J';

  /** Reported as a missing invitation or organisation. */
  static final char NO_INVITATION = 'I';

  /** The result for a missing organisation: 200 with every field false or empty. */
  static final char NO = 'N';

  /** The callers that the letters of a row refer to. */
  static final String COLUMNS =
      "keys: read, write, admin, all"
          + " | persons: owner, member, invitee, stranger, removed, owner of beta, without record";

  private static final String TABLE =
      """
      GET    /v1/users                             -     | +FF+ | FFFFFFF |
      GET    /v1/users?externalId=x                -     | +FF+ | FFFFFFF |
      POST   /v1/users                             -     | F+F+ | FFFFFFF | {'email':'new@example.com','firstName':'New'}
      GET    /v1/users/{email}                     self  | +FF+ | ++++++A |
      GET    /v1/users/{email}                     zoe   | +FF+ | UUUUUUU |
      PUT    /v1/users/{email}                     self  | F+F+ | +++++++ | {'firstName':'Other'}
      PUT    /v1/users/{email}                     zoe   | F+F+ | UUUUUUU | {'firstName':'Other'}
      PATCH  /v1/users/{email}                     self  | F+F+ | ++++++A | {'firstName':'Other'}
      PATCH  /v1/users/{email}                     zoe   | F+F+ | UUUUUUU | {'firstName':'Other'}
      DELETE /v1/users/{email}                     self  | F+F+ | FFFFFFF |
      DELETE /v1/users/{email}                     zoe   | F+F+ | FFFFFFF |
      GET    /v1/users/{email}/details             self  | +FF+ | ++++++A |
      GET    /v1/users/{email}/details             zoe   | +FF+ | UUUUUUU |
      GET    /v1/users/{email}/organisations       self  | +FF+ | ++++++A |
      GET    /v1/users/{email}/organisations       zoe   | +FF+ | UUUUUUU |
      GET    /v1/users/{email}/invitations         self  | +FF+ | ++++++A |
      GET    /v1/users/{email}/invitations         ines  | +FF+ | UU+UUUU |
      GET    /v1/users/{email}/claims              self  | +FF+ | +++++++ |
      GET    /v1/users/{email}/claims              zoe   | +FF+ | UUUUUUU |
      GET    /v1/users/{email}/claims?organisation={organisation}  self | +FF+ | ++NNNNN |
      GET    /v1/users/{email}/claims?organisation={organisation}  zoe  | +FF+ | UUUUUUU |
      GET    /v1/users/{email}/events              self  | +FF+ | ++++++A |
      GET    /v1/users/{email}/events              zoe   | +FF+ | UUUUUUU |
      GET    /v1/users/{email}/facts               self  | +FF+ | FFFFFFF |
      PATCH  /v1/users/{email}/facts               self  | F+F+ | FFFFFFF | {'metadata':{'plan':'pro'}}
      GET    /v1/users/{email}/organisation-limit  self  | +FF+ | FFFFFFF |
      PUT    /v1/users/{email}/organisation-limit  self  | F+F+ | FFFFFFF | {'limit':50}
      DELETE /v1/users/{email}/organisation-limit  self  | F+F+ | FFFFFFF |
      POST   /v1/users/{email}/email               self  | F+F+ | FFFFFFF | {'email':'new@example.com'}
      POST   /v1/users/{email}/email               zoe   | F+F+ | UUUUUUU | {'email':'new@example.com'}
      GET    /v1/users/{email}/accounts            self  | +FF+ | ++++++A |
      GET    /v1/users/{email}/accounts            zoe   | +FF+ | UUUUUUU |
      DELETE /v1/users/{email}/accounts/{account}  self  | F+F+ | FFFFFFF |
      DELETE /v1/users/{email}/accounts/{account}  zoe   | F+F+ | FFFFFFF |
      POST   /v1/users/{email}/invitations/{organisation}/accept  self | F+F+ | +++IIII |
      POST   /v1/users/{email}/invitations/{organisation}/accept  ines | F+F+ | UU+UUUU |
      POST   /v1/users/{email}/invitations/{organisation}/reject  self | F+F+ | CC+IIII |
      POST   /v1/users/{email}/invitations/{organisation}/reject  ines | F+F+ | UU+UUUU |
      GET    /v1/organisations                     -     | +FF+ | FFFFFFF |
      POST   /v1/organisations                     self  | F+F+ | ++++++A | {'name':'Gamma','owner':'{email}'}
      POST   /v1/organisations                     zoe   | F+F+ | UUUUUUU | {'name':'Gamma','owner':'{email}'}
      GET    /v1/organisations/{organisation}      -     | +FF+ | ++OOOOO |
      PUT    /v1/organisations/{organisation}      -     | F+F+ | +FOOOOO | {'name':'Other'}
      PATCH  /v1/organisations/{organisation}      -     | F+F+ | +FOOOOO | {'name':'Other'}
      DELETE /v1/organisations/{organisation}      -     | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/suspend          -    | F+F+ | FFFFFFF |
      POST   /v1/organisations/{organisation}/reactivate       -    | F+F+ | FFFFFFF |
      GET    /v1/organisations/{organisation}/details          -    | +FF+ | ++OOOOO |
      GET    /v1/organisations/{organisation}/events           -    | +FF+ | +FOOOOO |
      GET    /v1/organisations/{organisation}/past?at=2020-01-01T00:00:00Z  -  | EFFE | EFOOOOO |
      GET    /v1/organisations/{organisation}/facts            -    | +FF+ | FFFFFFF |
      PATCH  /v1/organisations/{organisation}/facts            -    | F+F+ | FFFFFFF | {'metadata':{'plan':'pro'}}
      GET    /v1/organisations/{organisation}/seats            -    | +FF+ | +FOOOOO |
      PUT    /v1/organisations/{organisation}/seats/limit      -    | F+F+ | FFFFFFF | {'limit':50}
      DELETE /v1/organisations/{organisation}/seats/limit      -    | F+F+ | FFFFFFF |
      POST   /v1/organisations/{organisation}/owners/transfer  -    | F+F+ | +FOOOOO | {'from':'olga@example.com','to':'max@example.com'}
      GET    /v1/organisations/{organisation}/members          -    | +FF+ | ++OOOOO |
      GET    /v1/organisations/{organisation}/members?externalId=x  -  | +FF+ | FFOOOOO |
      POST   /v1/organisations/{organisation}/members/batch    -    | F+F+ | FFFFFFF | {'members':[{'email':'bert@example.com','groups':['owner']}]}
      PUT    /v1/organisations/{organisation}/members/{email}/profile  zoe  | F+F+ | +FOOOOO | {'firstName':'Other'}
      PUT    /v1/organisations/{organisation}/members/{email}/profile  max  | F+F+ | ++OOOOO | {'firstName':'Other'}
      GET    /v1/organisations/{organisation}/members/{email}  zoe  | +FF+ | ++OOOOO |
      GET    /v1/organisations/{organisation}/members/{email}/facts       max  | +FF+ | FFFFFFF |
      PATCH  /v1/organisations/{organisation}/members/{email}/facts       max  | F+F+ | FFFFFFF | {'metadata':{'plan':'pro'}}
      POST   /v1/organisations/{organisation}/members/{email}/suspend     max  | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/members/{email}/reactivate  max  | F+F+ | +FOOOOO |
      DELETE /v1/organisations/{organisation}/members/{email}  self | F+F+ | ++OOOOO |
      DELETE /v1/organisations/{organisation}/members/{email}  zoe  | F+F+ | +FOOOOO |
      PATCH  /v1/organisations/{organisation}/members/{email}/groups          max | F+F+ | +FOOOOO | {'add':{'groups':['owner']}}
      PUT    /v1/organisations/{organisation}/members/{email}/groups/{group}  max | F+F+ | +FOOOOO |
      PUT    /v1/organisations/{organisation}/members/{email}/groups/{group}  zoe | F+F+ | +FOOOOO |
      DELETE /v1/organisations/{organisation}/members/{email}/groups/{group}  max | F+F+ | +FOOOOO |
      GET    /v1/organisations/{organisation}/services                        -   | +FF+ | ++OOOOO |
      POST   /v1/organisations/{organisation}/services                        -   | F+F+ | +FOOOOO | {'name':'New'}
      GET    /v1/organisations/{organisation}/services/{service}              -   | +FF+ | ++OOOOO |
      PUT    /v1/organisations/{organisation}/services/{service}              -   | F+F+ | +FOOOOO | {'name':'Other'}
      DELETE /v1/organisations/{organisation}/services/{service}              -   | F+F+ | +FOOOOO |
      PUT    /v1/organisations/{organisation}/services/{service}/members/{email}/groups/{group}     zoe | F+F+ | +FOOOOO |
      DELETE /v1/organisations/{organisation}/services/{service}/members/{email}/groups/{group}     max | F+F+ | +FOOOOO |
      GET    /v1/organisations/{organisation}/groups                       -    | +FF+ | ++OOOOO |
      POST   /v1/organisations/{organisation}/groups                       -    | F+F+ | +FOOOOO | {'name':'sales','roles':['readers']}
      GET    /v1/organisations/{organisation}/groups/{group}               -    | +FF+ | ++OOOOO |
      PUT    /v1/organisations/{organisation}/groups/{group}               -    | F+F+ | +FOOOOO | {'label':'Other'}
      DELETE /v1/organisations/{organisation}/groups/{group}               -    | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/groups/{group}/rename        -    | F+F+ | +FOOOOO | {'name':'sales'}
      GET    /v1/organisations/{organisation}/invitations                  -    | +FF+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/invitations                  -    | F+F+ | +FOOOOO | {'email':'new@example.com','groups':['owner']}
      POST   /v1/organisations/{organisation}/invitations/batch            -    | F+F+ | +FOOOOO | {'emails':['new@example.com'],'groups':['owner']}
      GET    /v1/organisations/{organisation}/invitations/{email}          ines | +FF+ | +FOOOOO |
      DELETE /v1/organisations/{organisation}/invitations/{email}          ines | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/invitations/{email}/resend   ines | F+F+ | +FOOOOO |
      POST   /v1/invitations/details               ines  | ++++ | +++++++ | {'token':'{token}'}
      POST   /v1/invitations/accept                ines  | ++++ | +++++++ | {'token':'{token}'}
      POST   /v1/invitations/reject                ines  | ++++ | +++++++ | {'token':'{token}'}
      GET    /v1/roles                             -     | +FF+ | +++++++ |
      PUT    /v1/roles                             -     | FF++ | FFFFFFF | {'organisation':{'readers':{}},'service':{'editors':{},'readers':{'permissions':['read']}}}
      GET    /v1/check?user={email}&organisation={organisation}&group={group}   max  | +FF+ | ++NNNNN |
      GET    /v1/check?user={email}&organisation={organisation}                 self | +FF+ | ++NNNNN |
      GET    /v1/check?user={email}&organisation={organisation}&permission=read max  | +FF+ | ++NNNNN |
      POST   /v1/check                             max   | +FF+ | ++NNNNN | {'questions':[{'user':'{email}','organisation':'{organisation}'}]}
      POST   /access/v1/evaluation                 max   | +FF+ | ++NNNNN | {'subject':{'type':'user','id':'{email}'},'action':{'name':'member'},'resource':{'type':'organisation','id':'{organisation}'}}
      POST   /access/v1/evaluations                max   | +FF+ | ++NNNNN | {'evaluations':[{'subject':{'type':'user','id':'{email}'},'action':{'name':'member'},'resource':{'type':'organisation','id':'{organisation}'}}]}
      POST   /access/v1/search/subject             -     | +FF+ | ++NNNNN | {'subject':{'type':'user'},'action':{'name':'member'},'resource':{'type':'organisation','id':'{organisation}'}}
      POST   /access/v1/search/resource            self  | +FF+ | +++++++ | {'subject':{'type':'user','id':'{email}'},'action':{'name':'member'},'resource':{'type':'organisation'}}
      POST   /access/v1/search/resource            zoe   | +FF+ | NNNNNNN | {'subject':{'type':'user','id':'{email}'},'action':{'name':'member'},'resource':{'type':'organisation'}}
      POST   /access/v1/search/action              max   | +FF+ | ++NNNNN | {'subject':{'type':'user','id':'{email}'},'resource':{'type':'organisation','id':'{organisation}'}}
      GET    /v1/jobs                              -     | +FF+ | FFFFFFF |
      GET    /v1/jobs/{job}                        -     | +FF+ | +JJJJJJ |
      GET    /v1/events                            -     | FF++ | FFFFFFF |
      GET    /v1/organisations/{organisation}/webhooks - | +FF+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/webhooks - | F+F+ | +FOOOOO | {'url':'http://127.0.0.1:9/'}
      GET    /v1/organisations/{organisation}/webhooks/{webhook} - | +FF+ | +FOOOOO |
      PATCH  /v1/organisations/{organisation}/webhooks/{webhook} - | F+F+ | +FOOOOO | {'description':'Other'}
      DELETE /v1/organisations/{organisation}/webhooks/{webhook} - | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/webhooks/{webhook}/rotate - | F+F+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/webhooks/{webhook}/test - | F+F+ | +FOOOOO |
      GET    /v1/organisations/{organisation}/webhooks/{webhook}/deliveries - | +FF+ | +FOOOOO |
      POST   /v1/organisations/{organisation}/webhooks/{webhook}/deliveries/replay - | F+F+ | +FOOOOO | {'since':'2020-01-01T00:00:00Z'}
      POST   /v1/organisations/{organisation}/webhooks/{webhook}/deliveries/{event}/replay - | F+F+ | +FOOOOO |
      GET    /v1/webhooks - | FF++ | FFFFFFF |
      POST   /v1/webhooks - | FF++ | FFFFFFF | {'url':'http://127.0.0.1:9/'}
      GET    /v1/webhooks/{webhook} - | FF++ | FFFFFFF |
      PATCH  /v1/webhooks/{webhook} - | FF++ | FFFFFFF | {'description':'Other'}
      DELETE /v1/webhooks/{webhook} - | FF++ | FFFFFFF |
      POST   /v1/webhooks/{webhook}/rotate - | FF++ | FFFFFFF |
      POST   /v1/webhooks/{webhook}/test - | FF++ | FFFFFFF |
      GET    /v1/webhooks/{webhook}/deliveries - | FF++ | FFFFFFF |
      POST   /v1/webhooks/{webhook}/deliveries/replay - | FF++ | FFFFFFF | {'since':'2020-01-01T00:00:00Z'}
      POST   /v1/webhooks/{webhook}/deliveries/{event}/replay - | FF++ | FFFFFFF |
      GET    /v1/keys                              -     | FF++ | FFFFFFF |
      POST   /v1/keys                              -     | FF++ | FFFFFFF | {'name':'new','scopes':['admin']}
      DELETE /v1/keys/{key}                        -     | FF++ | FFFFFFF |
      """;

  /** Returns all rows. */
  static List<Expected> rows() {
    List<Expected> rows = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      String[] request = cells[0].trim().split(" +", -1);
      rows.add(
          new Expected(
              request[0],
              request[1],
              request[2],
              cells[1].trim() + cells[2].trim(),
              cells[3].trim().replace('\'', '"')));
    }
    return rows;
  }

  /** Returns the operation as in the API description. */
  String operation() {
    return method + " " + pattern.replaceAll("\\?.*", "");
  }

  /** Returns whether the request is read-only. */
  boolean reads() {
    return method.equals("GET") || pattern.equals("/v1/check") || pattern.startsWith("/access/");
  }

  /** Returns the address that the request concerns. */
  EmailAddress user(EmailAddress self) {
    return whom.equals("self")
        ? self
        : EmailAddress.of((whom.equals("-") ? "zoe" : whom) + "@example.com");
  }
}
