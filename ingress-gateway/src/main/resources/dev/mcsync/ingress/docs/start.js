// Draws the description of the system that this page comes from, dark where the reader's own system is.
const dark = matchMedia('(prefers-color-scheme: dark)');
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', follow);
follow();

SwaggerUIBundle({
  url: '/openapi.yaml',
  dom_id: '#calls',
  deepLinking: true,
  // Who may call, x-roles, is an extension.
  showExtensions: true,
  defaultModelsExpandDepth: 0,
  // Else a service of somebody else's is asked.
  validatorUrl: null,
});
