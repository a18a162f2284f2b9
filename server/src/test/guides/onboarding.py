# The code of docs/guides/over-http.md, and a walk through it. API and KEY are those that `orgtable serve` printed.
import json, os, sys, urllib.error, urllib.request
from urllib.parse import quote, urlencode

API, KEY = os.environ["API"], os.environ["KEY"]
LINK = "https://app.example.com/join?token="


class Refused(Exception):
    def __init__(self, problem):
        super().__init__(problem["detail"])
        self.code = problem["code"]


def api(method, path, body=None, **headers):
    request = urllib.request.Request(API + path, method=method)
    request.add_header("Authorization", "Bearer " + KEY)
    for name, value in headers.items():
        request.add_header(name.replace("_", "-"), value)
    if body is not None:
        request.add_header("Content-Type", "application/json")
        request.data = json.dumps(body).encode()
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as e:
        raise Refused(json.loads(e.read()))


def sign_up(email, first_name, last_name, company, form_id):
    api("PUT", "/users/" + quote(email), {"firstName": first_name, "lastName": last_name})
    created = api("POST", "/organisations", {"name": company, "owner": email}, Idempotency_Key=form_id)
    return created["id"]


def is_in(user, organisation, group):
    question = urlencode({"user": user, "organisation": organisation, "group": group})
    return api("GET", "/check?" + question)["allowed"]


def invite(inviter, invitee, organisation):
    if not is_in(inviter, organisation, "owner"):
        return "You may not invite."
    name = api("GET", "/users/" + quote(inviter))["firstName"]
    offer = {"email": invitee, "groups": ["staff"], "invitedBy": name}
    path = f"/organisations/{organisation}/invitations"
    try:
        return LINK + api("POST", path, offer, Orgtable_Acting_For=inviter)["token"]
    except Refused as e:
        if e.code == "already_member":
            return invitee + " is a member already."
        if e.code == "already_invited":
            return LINK + api("POST", f"{path}/{quote(invitee)}/resend")["token"]
        raise


def join_page(token):
    try:
        found = api("POST", "/invitations/details", {"token": token})
    except Refused:
        return "This link is not valid any more. Ask for a new one."
    question = f"{found['invitedBy']} invites you to {found['name']}"
    return question if found["isUser"] else question + ". What is your name?"


def join(token, first_name="", last_name=""):
    new_user = {"firstName": first_name, "lastName": last_name} if first_name else {}
    return api("POST", "/invitations/accept", {"token": token, **new_user})


if __name__ == "__main__":
    acme = sign_up("ann@example.com", "Ann", "Archer", "Acme Ltd", "form-1")
    assert acme == sign_up("ann@example.com", "Ann", "Archer", "Acme Ltd", "form-1")
    first = invite("ann@example.com", "bob@example.com", acme)
    link = invite("ann@example.com", "bob@example.com", acme)
    assert join_page(first.removeprefix(LINK)) == "This link is not valid any more. Ask for a new one."
    print(join_page(link.removeprefix(LINK)))
    join(link.removeprefix(LINK), "Bob", "Baker")
    print(invite("ann@example.com", "bob@example.com", acme))
    print(invite("bob@example.com", "cat@example.com", acme))
    print(is_in("bob@example.com", acme, "staff"), is_in("cat@example.com", acme, "staff"))
    try:
        sign_up("ann", "Ann", "Archer", "Acme Ltd", "form-2")
    except Refused as e:
        print(e)
