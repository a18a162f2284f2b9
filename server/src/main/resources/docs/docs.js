// Draws the API description with Swagger UI, in the colours that the reader's system prefers.
'use strict';

const dark = matchMedia('(prefers-color-scheme: dark)');
const choose = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', choose);
choose();

SwaggerUIBundle({
  url: 'v1/openapi.json',
  dom_id: '#main',
  deepLinking: true,
  docExpansion: 'list',
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
});
