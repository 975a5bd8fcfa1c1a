"""The players: one program for each language, around a client that a tool of that language makes of the document."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.languages import snippets
from tests.languages.workshop import BUNDLE, TWIN, NotMadeError, Tool, Workshop

HERE = Path(__file__)
PAGE = HERE.with_name("README.md")
NODE = Tool("node", "Node.js 20 or newer", "Debian: nodejs")
NPM = Tool("npm", "npm", "Debian: npm")
GO = Tool("go", "Go 1.25 or newer", "Debian: golang-go, or go.dev/dl")
JAVAC = Tool("javac", "a JDK, 17 or newer", "Debian: default-jdk-headless")
MAVEN = Tool("mvn", "Maven", "Debian: maven")
INSTALLED = "the packages of the lock cannot be installed; that needs the network, once"
GENERATED = "no client can be made of the document"
STRICT = "what was made does not compile under strict rules"
UNIONS = "the discriminated unions of the generated client are not read by their tags"
FETCH_JARS = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
JAVA_OPTIONS = (
    "invokerPackage=komoju,apiPackage=komoju.api,modelPackage=komoju.model,useOneOfDiscriminatorLookup=true,"
    "useJakartaEe=true,openApiNullable=false,containerDefaultToNull=true,hideGenerationTimestamp=true"
)
JAVA_PARTS = "models,apis,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false"


@dataclass(frozen=True)
class Player:
    """A language: what it needs, how its player is made, and how that sends bodies, unless as the scenario asks."""

    name: str
    make: Callable[[Workshop], list[str]]
    """Makes the program and gives the command that plays. Raises `NotMadeError`."""
    tools: tuple[Tool, ...] = ()
    send: str | None = None
    more: Callable[[Path], list[str]] | None = None
    """Plays what there is beside the scenarios, from the folder of the program; says what came out wrong."""

    def prepare(self) -> list[str]:
        """Make the program, and give its command. Raises `NotMadeError`."""
        for tool in self.tools:
            tool.require()
        return self.make(Workshop(self.name))


def page_program(language: str) -> str:
    """Give the program that the page shows in that language, which has to compile with the client as well."""
    return PAGE.read_text(encoding="utf-8").partition(f"\n```{language}\n")[2].partition("\n```\n")[0] + "\n"


def _python(_: Workshop) -> list[str]:
    return [sys.executable, "-m", "tests.languages.python.driver"]


def _typescript(shop: Workshop) -> list[str]:
    def install() -> None:
        shop.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", otherwise=INSTALLED)

    def make() -> None:
        shop.bring("node_modules")
        shop.once("packages", [shop.source / "package-lock.json"], install)
        (shop.folder / "src" / "page.ts").write_text(page_program("typescript"), "utf-8")
        snippets.write(shop.folder / "src")
        programs = shop.folder / "node_modules" / ".bin"
        how = ("--default-non-nullable=false", "-o", "src/komoju.ts")
        shop.run(f"{programs}/openapi-typescript", str(BUNDLE), *how, otherwise=GENERATED)
        shop.run(f"{programs}/tsc", "-p", ".", otherwise=STRICT)

    shop.once("made", [HERE, PAGE, snippets.WRITTEN_BY, shop.source, BUNDLE], make)
    return ["node", str(shop.folder / "out" / "driver.js")]


def _go(shop: Workshop) -> list[str]:
    def go(*arguments: str, otherwise: str) -> None:
        shop.run("go", *arguments, otherwise=otherwise, environment={"GOTOOLCHAIN": "local"})

    def make() -> None:
        shop.bring()
        (shop.folder / "komoju").mkdir()
        (shop.folder / "page").mkdir()
        (shop.folder / "page" / "main.go").write_text(page_program("go").replace('"shop/', '"languages/'), "utf-8")
        go("mod", "download", otherwise=INSTALLED)
        go("tool", "oapi-codegen", "-config", "oapi-codegen.yaml", str(BUNDLE), otherwise=GENERATED)
        go("vet", "./...", otherwise=STRICT)
        go("test", "./...", otherwise=UNIONS)
        go("build", "-o", "driver", ".", otherwise=STRICT)

    shop.once("made", [HERE, PAGE, shop.source, BUNDLE], make)
    return [str(shop.folder / "driver")]


def _java(shop: Workshop) -> list[str]:
    def install_generator() -> None:
        pip = (sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps")
        lock = ("--require-hashes", "-r", "generator.lock", "--target", "generator", "--upgrade")
        shop.run(*pip, *lock, otherwise=INSTALLED)

    def install_jars() -> None:
        shop.run("mvn", "-B", "-q", FETCH_JARS, "-DoutputDirectory=jars", otherwise=INSTALLED)
        verify_jars(shop)

    def make() -> None:
        shop.bring("generator", "jars")
        shop.once("generator", [shop.source / "generator.lock"], install_generator)
        shop.once("jars", [shop.source / "pom.xml", shop.source / "jars.sha256"], install_jars)
        jar = str(shop.folder / "generator" / "openapi_generator_cli" / "openapi-generator.jar")
        # Its validator takes the body of a link for a mistake, where OpenAPI allows any value.
        what = ("-g", "java", "--library", "native", "-i", str(TWIN), "-o", "client", "--skip-validate-spec")
        how = ("--additional-properties", JAVA_OPTIONS, "--global-property", JAVA_PARTS)
        shop.run("java", *QUICK, "-jar", jar, "generate", *what, *how, otherwise=GENERATED)
        client = map(str, sorted((shop.folder / "client" / "src" / "main").rglob("*.java")))
        shop.run("javac", "-nowarn", "-proc:none", "-d", "classes", "-cp", "jars/*", *client, otherwise=STRICT)
        (shop.folder / "src" / "Shop.java").write_text(page_program("java"), "utf-8")
        ours = map(str, sorted((shop.folder / "src").glob("*.java")))
        shop.run("javac", "-Xlint:all", "-Werror", "-d", "classes", "-cp", "classes:jars/*", *ours, otherwise=STRICT)
        shop.run("java", *QUICK, "-cp", "classes:jars/*", "Unions", otherwise=UNIONS)

    shop.once("made", [HERE, PAGE, shop.source, TWIN], make)
    return ["java", *QUICK, "-cp", f"{shop.folder}/classes:{shop.folder}/jars/*", "Driver"]


def verify_jars(shop: Workshop) -> None:
    """Compare the jars with their hashes. Raises `NotMadeError`."""
    lines = (shop.source / "jars.sha256").read_text(encoding="utf-8").splitlines()
    expected = {name: digest for digest, name in map(str.split, lines)}
    jars = sorted((shop.folder / "jars").glob("*.jar"))
    found = {jar.name: hashlib.sha256(jar.read_bytes()).hexdigest() for jar in jars}
    if found != expected:
        other = sorted(name for name in found | expected if found.get(name) != expected.get(name))
        raise NotMadeError(f"these jars are not those of jars.sha256: {', '.join(other)}")


PLAYERS = {
    player.name: player
    for player in (
        Player("python", _python, send="form"),
        Player("typescript", _typescript, (NODE, NPM), more=snippets.wrong),
        Player("go", _go, (GO,)),
        # What openapi-generator writes into a form is the text of a Java object, so its client sends JSON.
        Player("java", _java, (JAVAC, MAVEN), send="json"),
    )
}
