# Image of a real installation: API, worker and command line. The identity provider and PostgreSQL run beside it.
# Version of Node as in package.json (tested); without a container engine, scripts/check-image.mjs walks the same steps.
ARG NODE_VERSION=24.21.0

FROM node:${NODE_VERSION}-slim AS build
WORKDIR /build
COPY package.json package-lock.json .npmrc ./
# Scripts stay off: the right Node is here already.
RUN npm ci --ignore-scripts
COPY .swcrc nest-cli.json tsconfig.json ./
COPY scripts scripts
COPY src src
COPY migrations migrations
RUN node scripts/build.mjs

FROM node:${NODE_VERSION}-slim AS packages
WORKDIR /packages
COPY package.json package-lock.json .npmrc ./
# Optional packages are the embedded PostgreSQL, which only the demonstration uses; scripts would fetch another Node.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:${NODE_VERSION}-slim
LABEL org.opencontainers.image.title="Fallwerk" \
      org.opencontainers.image.licenses="EUPL-1.2"
ENV NODE_ENV=production \
    LISTEN_HOST=0.0.0.0
WORKDIR /app
COPY --from=packages /packages/node_modules node_modules
COPY --from=build /build/dist dist
COPY package.json LICENSE ./
COPY workflows workflows
COPY policies policies
# Place of the volume with the keys; the sole user of the image writes there.
RUN mkdir -m 1777 keys
USER node
EXPOSE 3000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/health/live`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node answers SIGTERM itself (graceful shutdown), so no shell stands in between.
CMD ["node", "--max-semi-space-size=16", "--heap-growing-percent=50", "dist/src/main.js"]
