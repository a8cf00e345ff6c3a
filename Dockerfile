# One image serves every front end: which of them run is a matter of settings (see .env.example).
#   docker build -t minnow . && docker run -it -v minnow:/data minnow

FROM python:3.13-slim-bookworm AS build
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never
RUN pip install --no-cache-dir uv==0.13.8
WORKDIR /app
# The dependencies first: they change seldom, so their layer is found again.
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --no-install-project
COPY README.md ./
COPY bot bot
COPY core core
COPY storage storage
COPY migrations migrations
RUN uv sync --frozen --no-dev --no-editable

FROM python:3.13-slim-bookworm
RUN useradd --system --uid 10001 --create-home minnow \
    && install --directory --owner=minnow /data
COPY --from=build /app/.venv /app/.venv
ENV PATH=/app/.venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    MINNOW_DATABASE_URL=sqlite+aiosqlite:////data/minnow.sqlite3 \
    MINNOW_PICTURES_URL=file:///data/pictures
# By number, so that a cluster can prove that it is not root.
USER 10001
WORKDIR /home/minnow
VOLUME /data
HEALTHCHECK --interval=2m --timeout=20s --start-period=30s CMD ["minnow", "db", "status"]
ENTRYPOINT ["minnow"]
