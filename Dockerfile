# The service as an image: compiled with all packages, run with the production ones only, not as root.
# Its steps are the commands of a clean clone (`npm ci`, `npm run build`); test/e2e/image.test.ts holds them together.

FROM node:20.20.2-bookworm-slim AS base
WORKDIR /app
# No package needs its install script (`allowScripts` in package.json); the npm of this image does not read that list.
ENV NPM_CONFIG_IGNORE_SCRIPTS=true NPM_CONFIG_UPDATE_NOTIFIER=false
COPY package.json package-lock.json .npmrc ./

FROM base AS build
RUN npm ci
COPY tsconfig.json ./
COPY src src
COPY indexer indexer
COPY scripts scripts
COPY web web
RUN npm run build

FROM base AS production
RUN npm ci --omit=dev
# the model runtime comes for all systems: two thirds of its 288 MB are for others than this one
RUN rm -rf node_modules/onnxruntime-node/bin/*/darwin node_modules/onnxruntime-node/bin/*/win32

FROM node:20.20.2-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data MODEL_DIR=/models
RUN install -d -o node -g node /data /models
COPY package.json LICENSE NOTICE ./
COPY --from=production /app/node_modules node_modules
COPY demo/works.jsonl demo/works.jsonl
COPY mappings mappings
COPY --from=build /app/dist dist
# The code stays root's: the process can write to its volumes and nowhere else.
USER node
VOLUME ["/data", "/models"]
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/live`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Without a shell in between, node is process 1 and gets SIGTERM itself (indexer/signals.ts).
CMD ["node", "dist/indexer/cli.js", "serve"]
