// TypeGraphQL's decorators need it before any module of the schema is loaded.
import "reflect-metadata";
