//! Reads the `OpenMetrics` text format as strictly as it is specified, independently of what writes it.

use std::collections::{BTreeMap, BTreeSet};

/// What a text says: the value of each series, by its name and its labels in order.
#[derive(Debug)]
pub struct Exposition {
    pub series: BTreeMap<Series, f64>,
    pub families: BTreeMap<String, String>,
}

/// Names and values, in the order in which they stand.
type Labels = Vec<(String, String)>;

/// A name with labels, as they stand.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Series {
    pub name: String,
    pub labels: Labels,
}

impl Exposition {
    /// Reads a text; the first thing wrong with it is a panic.
    pub fn read(text: &str) -> Self {
        let body = text.strip_suffix("# EOF\n").expect("the end is said");
        assert!(!body.contains("# EOF") && !body.contains('\r'), "one end, and plain lines");
        let mut read = Self { series: BTreeMap::new(), families: BTreeMap::new() };
        let (mut helped, mut current) = (BTreeSet::new(), String::new());
        for line in body.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                let (name, help) = rest.split_once(' ').expect("a help text");
                assert!(is_name(name) && !help.is_empty(), "{line}");
                assert!(helped.insert(name.to_owned()), "helped twice: {line}");
                name.clone_into(&mut current);
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').expect("a type");
                assert_eq!(name, current, "the type follows the help");
                assert!(["counter", "gauge", "histogram", "info"].contains(&kind), "{line}");
                assert!(read.families.insert(name.to_owned(), kind.to_owned()).is_none(), "{line}");
            } else {
                let (series, value) = sample(line);
                let kind = read.families.get(&current).expect("a type comes before the samples");
                let suffix = series.name.strip_prefix(&current).expect("samples stand with their family");
                assert!(suffixes(kind).contains(&suffix), "{line} is no sample of a {kind}");
                assert!(kind == "gauge" || value >= 0.0, "{line}");
                assert!(read.series.insert(series, value).is_none(), "said twice: {line}");
            }
        }
        read.check_histograms();
        read
    }

    /// One series; nothing where there is none.
    pub fn get(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        self.series
            .iter()
            .find(|(series, _)| series.name == name && series.has_exactly(labels))
            .map(|(_, value)| *value)
    }

    /// The sum of all series of a name that have these labels.
    pub fn sum(&self, name: &str, labels: &[(&str, &str)]) -> f64 {
        let found = self.series.iter().filter(|(series, _)| series.name == name && series.has(labels));
        found.map(|(_, value)| value).sum()
    }

    fn check_histograms(&self) {
        let mut buckets: BTreeMap<(String, Labels), Vec<(f64, f64)>> = BTreeMap::new();
        for (series, value) in &self.series {
            let Some(family) = series.name.strip_suffix("_bucket") else { continue };
            let (ends, others): (Vec<_>, Vec<_>) =
                series.labels.iter().cloned().partition(|(name, _)| name == "le");
            let end = if ends[0].1 == "+Inf" { f64::INFINITY } else { ends[0].1.parse().unwrap() };
            buckets.entry((family.to_owned(), others)).or_default().push((end, *value));
        }
        for ((family, labels), mut buckets) in buckets {
            buckets.sort_by(|one, other| one.0.total_cmp(&other.0));
            assert!(buckets.is_sorted_by(|one, other| one.1 <= other.1), "{family} {labels:?} falls");
            let (end, all) = buckets.last().copied().unwrap();
            let labels: Vec<_> = labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(
                (end, Some(all)),
                (f64::INFINITY, self.get(&format!("{family}_count"), &labels)),
                "{family}"
            );
            assert!(self.get(&format!("{family}_sum"), &labels).is_some(), "{family} has no sum");
        }
    }
}

impl Series {
    fn has(&self, labels: &[(&str, &str)]) -> bool {
        labels.iter().all(|(name, value)| {
            self.labels.iter().any(|(own_name, own_value)| {
                (own_name, own_value) == (&(*name).to_owned(), &(*value).to_owned())
            })
        })
    }

    fn has_exactly(&self, labels: &[(&str, &str)]) -> bool {
        self.labels.len() == labels.len() && self.has(labels)
    }
}

fn suffixes(kind: &str) -> &'static [&'static str] {
    match kind {
        "counter" => &["_total"],
        "histogram" => &["_bucket", "_sum", "_count"],
        "info" => &["_info"],
        _ => &[""],
    }
}

fn sample(line: &str) -> (Series, f64) {
    let name_ends = line.find(['{', ' ']).expect("a sample");
    let (name, rest) = line.split_at(name_ends);
    assert!(is_name(name), "{line}");
    let (labels, rest) = match rest.strip_prefix('{') {
        Some(rest) => labels(rest, line),
        None => (Vec::new(), rest),
    };
    let number = rest.strip_prefix(' ').expect("a value after one blank");
    assert!(!number.contains(' '), "a time stamp, which nobody asked for: {line}");
    let value: f64 = number.parse().unwrap_or_else(|error| panic!("{line}: {error}"));
    assert!(value.is_finite(), "{line}");
    (Series { name: name.to_owned(), labels }, value)
}

/// The labels of a line after the brace, and what follows the closing one.
fn labels<'a>(mut rest: &'a str, line: &str) -> (Vec<(String, String)>, &'a str) {
    let mut labels = Vec::new();
    loop {
        let (name, after) = rest.split_once("=\"").unwrap_or_else(|| panic!("no label in {line}"));
        assert!(is_name(name) && !name.contains(':') && !name.starts_with("__"), "{line}");
        let (value, after) = quoted(after, line);
        labels.push((name.to_owned(), value));
        if let Some(after) = after.strip_prefix(',') {
            rest = after;
        } else {
            let after = after.strip_prefix('}').unwrap_or_else(|| panic!("an open brace: {line}"));
            let names: BTreeSet<_> = labels.iter().map(|(name, _)| name).collect();
            assert_eq!(names.len(), labels.len(), "a label twice: {line}");
            return (labels, after);
        }
    }
}

/// A value up to its closing quote, and what follows.
fn quoted<'a>(text: &'a str, line: &str) -> (String, &'a str) {
    let mut value = String::new();
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, &text[at + 1..]),
            '\\' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, escaped @ ('"' | '\\'))) => value.push(escaped),
                other => panic!("{other:?} is escaped in {line}"),
            },
            other => value.push(other),
        }
    }
    panic!("an open quote: {line}")
}

fn is_name(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_' || first == ':')
        && letters.all(|letter| letter.is_ascii_alphanumeric() || letter == '_' || letter == ':')
}

#[test]
fn the_reader_of_these_tests_takes_nothing_that_is_not_the_format() {
    let good = "# HELP a Good.\n# TYPE a counter\na_total{b=\"c\\n\\\"\"} 1\n# EOF\n";
    assert_eq!(Exposition::read(good).get("a_total", &[("b", "c\n\"")]), Some(1.0));
    for bad in [
        "a_total 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a counter\na 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a counter\na_total 1\n",
        "# HELP a Good.\n# TYPE a counter\na_total 1\na_total 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a counter\na_total -1\n# EOF\n",
        "# HELP a Good.\n# TYPE a counter\na_total{b=\"c} 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a counter\na_total{b=\"\\t\"} 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a gauge\na x\n# EOF\n",
        "# HELP a Good.\n# TYPE a histogram\na_bucket{le=\"+Inf\"} 2\na_count 1\na_sum 1\n# EOF\n",
        "# HELP a Good.\n# TYPE a histogram\na_bucket{le=\"1\"} 3\na_bucket{le=\"+Inf\"} 2\na_count 2\na_sum 1\n# EOF\n",
    ] {
        assert!(std::panic::catch_unwind(|| Exposition::read(bad)).is_err(), "{bad}");
    }
}
