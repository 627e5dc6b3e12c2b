// Runs in the browser, on the page /docs: shows openapi.json as a page on which each route can be tried.

interface Options {
  readonly [name: string]: unknown;
}

declare const SwaggerUIBundle: ((options: Options) => unknown) & { readonly presets: { readonly apis: unknown } };

SwaggerUIBundle({
  url: 'openapi.json',
  dom_id: '#docs',
  presets: [SwaggerUIBundle.presets.apis],
  layout: 'BaseLayout',
  deepLinking: true,
  displayOperationId: true,
  tryItOutEnabled: true,
  defaultModelsExpandDepth: 0,
  // it would ask a validator at another host
  validatorUrl: null,
});

export {};
