-- The tag of the language that a person chose; null until they do.
alter table users add column language text;
