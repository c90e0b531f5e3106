# claimcheck in one slim image: `docker build -t claimcheck .`, then see compose.yaml. Every service runs from it.
FROM python:3.12-slim-bookworm AS build
WORKDIR /build
COPY requirements-build.txt requirements.txt pyproject.toml README.md CHANGELOG.md ./
# What builds the wheel comes from a hashed lock as well, so that nothing unpinned runs.
RUN python -m venv /opt/build \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes -r requirements-build.txt \
    && python -m venv /opt/claimcheck \
    && /opt/claimcheck/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY LICENSES ./LICENSES
COPY src ./src
COPY workers ./workers
RUN /opt/build/bin/python -m hatchling build -t wheel -d dist \
    && /opt/claimcheck/bin/pip install --no-cache-dir --no-deps dist/*.whl

FROM python:3.12-slim-bookworm
# Debian's security updates are wanted, so its packages are not pinned to one version.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        fonts-dejavu-core fonts-noto-cjk redis-server tesseract-ocr tesseract-ocr-chi-sim tesseract-ocr-eng \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home --home-dir /var/lib/claimcheck claimcheck
COPY --from=build /opt/claimcheck /opt/claimcheck
ENV PATH=/opt/claimcheck/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    CLAIMCHECK_DATA_DIR=/var/lib/claimcheck \
    CLAIMCHECK_HOST=0.0.0.0
USER 10001
WORKDIR /var/lib/claimcheck
VOLUME /var/lib/claimcheck
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["claimcheck", "up"]
