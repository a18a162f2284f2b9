// Verifies a request as the guide to webhooks shows, with npm's standardwebhooks: reads {secret, headers, body} as JSON.
import { readFileSync } from 'node:fs';
import { Webhook } from 'standardwebhooks';

const { secret, headers, body } = JSON.parse(readFileSync(0, 'utf8'));
const message = new Webhook(secret).verify(body, headers);
console.log(message.type);
