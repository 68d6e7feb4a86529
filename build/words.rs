//! What `src/words` says: one method for each message of the English catalogue, so that a key which is
//! not there does not compile. A message that another language lacks is said in English.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Message, Pattern, PatternElement, Resource};
use fluent_syntax::parser;

/// Where the catalogues stand in the repository, one file for each language.
const FOLDER: &str = "templates/words";

/// The language that has every message.
const FIRST: &str = "en";

/// What a message may hold beside words. Attributes are for templates.
const TAGS: &[&str] = &["strong", "em", "code", "bdi"];

/// What one message says, as far as the program needs to know before it runs.
struct Saying {
    /// The whole text, if nothing in it depends on anything.
    plain: Option<String>,
    /// What it depends on, in the order of appearance.
    variables: Vec<String>,
    has_tags: bool,
}

type Catalogue = BTreeMap<String, Saying>;

/// Writes the methods of `Words` and the texts of each language.
pub(crate) fn write(root: &Path, out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={FOLDER}");
    let mut code = String::new();
    let first = read(&root.join(FOLDER).join(format!("{FIRST}.ftl")))?;
    write_methods(&mut code, &first)?;
    write_table(&mut code, &first)?;
    let mut files: Vec<_> = fs::read_dir(root.join(FOLDER))?.collect::<Result<_, _>>()?;
    files.sort_by_key(fs::DirEntry::file_name);
    for file in files {
        let path = file.path();
        println!("cargo:rerun-if-changed={}", path.display());
        let tag = path.file_stem().and_then(|tag| tag.to_str()).ok_or("a file without a name")?;
        write_texts(&mut code, tag, &path, &first, &read(&path)?)?;
    }
    fs::write(out.join("words.rs"), code)?;
    Ok(())
}

fn read(path: &Path) -> Result<Catalogue, Box<dyn Error>> {
    let source = fs::read_to_string(path)?;
    let resource: Resource<&str> = parser::parse(source.as_str()).map_err(|(_, faults)| {
        format!("{}: {}", path.display(), faults.first().map(ToString::to_string).unwrap_or_default())
    })?;
    let mut catalogue = Catalogue::new();
    for entry in &resource.body {
        let Entry::Message(message) = entry else { continue };
        let id = message.id.name.to_owned();
        let saying = saying(message).map_err(|fault| format!("{}: {id}: {fault}", path.display()))?;
        if catalogue.insert(id.clone(), saying).is_some() {
            return Err(format!("{}: {id} is there twice", path.display()).into());
        }
    }
    Ok(catalogue)
}

fn saying(message: &Message<&str>) -> Result<Saying, String> {
    let pattern = message.value.as_ref().ok_or("it says nothing")?;
    let mut saying = Saying { plain: Some(String::new()), variables: Vec::new(), has_tags: false };
    walk(pattern, &mut saying)?;
    Ok(saying)
}

fn walk(pattern: &Pattern<&str>, saying: &mut Saying) -> Result<(), String> {
    for element in &pattern.elements {
        match element {
            PatternElement::TextElement { value } => {
                saying.has_tags |= has_tags(value)?;
                if let Some(plain) = &mut saying.plain {
                    plain.push_str(value);
                }
            }
            PatternElement::Placeable {
                expression: Expression::Inline(InlineExpression::StringLiteral { value }),
            } => {
                if let Some(plain) = &mut saying.plain {
                    plain.push_str(value);
                }
            }
            PatternElement::Placeable { expression } => {
                saying.plain = None;
                match expression {
                    Expression::Inline(inline) => note(inline, saying)?,
                    Expression::Select { selector, variants } => {
                        note(selector, saying)?;
                        for variant in variants {
                            walk(&variant.value, saying)?;
                        }
                    }
                }
            }
        }
    }
    Ok(())
}

fn note(inline: &InlineExpression<&str>, saying: &mut Saying) -> Result<(), String> {
    let InlineExpression::VariableReference { id } = inline else {
        return Err("only variables may stand in braces".to_owned());
    };
    if !saying.variables.iter().any(|known| known == id.name) {
        saying.variables.push(id.name.to_owned());
    }
    Ok(())
}

/// Whether a text is more than words; what it may not hold is a fault.
fn has_tags(text: &str) -> Result<bool, String> {
    for after in text.split('<').skip(1) {
        let name = after.split('>').next().unwrap_or_default().trim_start_matches('/');
        if !TAGS.contains(&name) {
            return Err(format!("<{name}> is none of {TAGS:?}"));
        }
    }
    Ok(text.contains('<'))
}

fn write_methods(code: &mut String, first: &Catalogue) -> Result<(), Box<dyn Error>> {
    writeln!(code, "impl Words {{")?;
    for (id, saying) in first {
        let name = id.replace('-', "_");
        match &saying.plain {
            Some(text) => writeln!(code, "    /// `{id}`: `{text}`")?,
            None => writeln!(code, "    /// `{id}`, which depends on something.")?,
        }
        match (&saying.plain, saying.has_tags) {
            (Some(_), false) => {
                writeln!(code, "    pub const fn {name}(self) -> &'static str {{ self.plain.{name} }}")?;
            }
            (Some(_), true) => writeln!(
                code,
                "    pub const fn {name}(self) -> Markup {{ Markup::of_catalogue(self.plain.{name}) }}"
            )?,
            (None, has_tags) => write_formatting(code, id, &name, saying, has_tags)?,
        }
    }
    writeln!(code, "}}")?;
    Ok(())
}

fn write_formatting(
    code: &mut String,
    id: &str,
    name: &str,
    saying: &Saying,
    has_tags: bool,
) -> Result<(), Box<dyn Error>> {
    let (gives, way) = if has_tags { ("Markup", "mark_up") } else { ("String", "format") };
    let mut parameters = String::new();
    let mut arguments = String::new();
    for variable in &saying.variables {
        let parameter = variable.replace('-', "_");
        write!(parameters, ", {parameter}: impl Into<Fact<'a>>")?;
        write!(arguments, "({variable:?}, {parameter}.into()), ")?;
    }
    writeln!(code, "    pub fn {name}<'a>(self{parameters}) -> {gives} {{")?;
    writeln!(code, "        self.{way}({id:?}, [{}])", arguments.trim_end_matches(", "))?;
    writeln!(code, "    }}")?;
    Ok(())
}

/// The texts that depend on nothing, as fields.
fn write_table(code: &mut String, first: &Catalogue) -> Result<(), Box<dyn Error>> {
    writeln!(code, "pub(super) struct Plain {{")?;
    for (id, _) in first.iter().filter(|(_, saying)| saying.plain.is_some()) {
        writeln!(code, "    {}: &'static str,", id.replace('-', "_"))?;
    }
    writeln!(code, "}}")?;
    Ok(())
}

fn write_texts(
    code: &mut String,
    tag: &str,
    path: &Path,
    first: &Catalogue,
    catalogue: &Catalogue,
) -> Result<(), Box<dyn Error>> {
    let path = path.to_str().ok_or("a path that is no text")?;
    let name = tag.to_uppercase().replace('-', "_");
    writeln!(code, "pub(super) static {name}: Catalogue = Catalogue {{")?;
    writeln!(code, "    source: include_str!({path:?}),")?;
    writeln!(code, "    plain: Plain {{")?;
    for (id, saying) in first {
        let Some(english) = &saying.plain else { continue };
        let own = catalogue.get(id).and_then(|saying| saying.plain.as_ref());
        writeln!(code, "        {}: {:?},", id.replace('-', "_"), own.unwrap_or(english))?;
    }
    writeln!(code, "    }},\n}};")?;
    Ok(())
}
