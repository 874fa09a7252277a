# Every command of the project. The work is done by the plain Python scripts in deploy/, which need no package.
.PHONY: help setup run test check bench format lock vendor styles messages
.DEFAULT_GOAL := help

help: ## list these commands
	@sh deploy/project help

setup: ## what run and test both do first: virtual environment, packages, system libraries, translations
	@sh deploy/project setup

run: ## the demonstration with sample records on http://127.0.0.1:8000, or on PORT=…, at the moment NOW=…
	@sh deploy/project run

test: ## every test, on SQLite and PostgreSQL, in the browser and through the PDF checker
	@sh deploy/project test

check: ## lint, types, import contracts and the fast tests: two minutes on four cores, nothing but Python needed
	@sh deploy/project check

bench: ## measure pages, calendar, download and PDF beside a bare server and a bare renderer
	@sh deploy/project bench

format: ## lay out the Python files as `make check` wants them
	@sh deploy/project format

lock: ## write the pinned and hashed requirements anew from pyproject.toml
	@sh deploy/project lock

vendor: ## fetch the vendored parts anew and compare them with their locks
	@sh deploy/project vendor

styles: ## put the site's one style sheet together from its parts
	@sh deploy/project styles

messages: ## bring the translation catalogues up to date with the sentences in the sources
	@sh deploy/project messages
