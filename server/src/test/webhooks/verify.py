# Verifies a request as the guide to webhooks shows, with Python's own library: reads {secret, headers, body} as JSON.
import base64, hashlib, hmac, json, time

def verify(secret, headers, body):
    timestamp = headers["webhook-timestamp"]
    if abs(time.time() - int(timestamp)) > 300:
        raise ValueError("the request is too old")
    signed = f"{headers['webhook-id']}.{timestamp}.".encode() + body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    mac = b"v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest())
    signatures = headers["webhook-signature"].encode().split(b" ")
    if not any(hmac.compare_digest(mac, each) for each in signatures):
        raise ValueError("no signature matches")
    return json.loads(body)

import sys

request = json.load(sys.stdin)
try:
    print(verify(request["secret"], request["headers"], request["body"].encode())["type"])
except ValueError as e:
    print(e)
