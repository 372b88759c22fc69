use super::*;

fn how(text: &str) -> Vec<(usize, How)> {
    Module::read(text).unwrap().bindings("A").into_iter().map(|binding| (binding.line, binding.how)).collect()
}

#[test]
fn what_python_cannot_read_is_told_with_its_line() {
    let table = [
        ("x = [\ny = 1\n", 1, "'[' was never closed"),
        ("x = 1\ny = (]\n", 2, "closing parenthesis ']' does not match opening parenthesis '('"),
        ("x = 1)\n", 1, "unmatched ')'"),
        ("\nx = 'a\n", 2, "unterminated string literal (detected at line 2)"),
        ("x = '''a\n\n", 1, "unterminated triple-quoted string literal (detected at line 3)"),
        ("x = = 1\n", 1, "invalid syntax"),
        ("x =\n", 1, "invalid syntax"),
        ("x = 1 $\n", 1, "invalid syntax"),
    ];
    for (text, line, message) in table {
        assert_eq!(Module::read(text).err(), Some(Broken { line, message: message.to_owned() }), "{text}");
    }
}

#[test]
fn what_python_can_read_is_not_refused() {
    let fine = "x = '\\'' \"[\" # '\ny = {1: f(a=b)}  # (\nz: int = 0x1f + 1.5e3; w = x if y != 1 else \\\n    z\n'''doc\n\"'''\nu **= 2\n";
    let module = Module::read(fine).unwrap();
    assert_eq!(module.statements().len(), 6);
    assert_eq!(module.literals(), ["'", "[", "doc\n\""]);
    assert!(Module::read("x = r'\\'\n").is_err());
}

#[test]
fn bindings_of_the_top_level_are_found() {
    use How::{Add, Hidden, Set};
    let table: [(&str, &[(usize, How)]); 12] = [
        ("A = 1\nA += 2\n", &[(1, Set), (2, Add)]),
        ("A: list = []\n", &[(1, Set)]),
        ("A: list\n", &[(1, Hidden)]),
        ("x = 1; A = 2\n", &[(1, Set)]),
        ("if x:\n    y = 1\n    A = 2\nelse:\n    A = 3\n", &[(1, Hidden), (1, Hidden)]),
        ("if x == A: A = 2\n", &[(1, Hidden)]),
        ("if x:\n    A += [2]\n", &[]),
        ("def f():\n    A = 1\n    if x:\n        A = 2\n\nasync def g():\n    A = 1\n", &[]),
        ("if x:\n    def f():\n        A = 1\n    A = 2\n", &[(1, Hidden)]),
        ("A, b = 1, 2\nb = A = 1\n", &[(1, Hidden), (2, Set)]),
        ("b = A\nf(A=1)\nA[0] = 1\nA.x = 1\nx = A == 1\n", &[]),
        ("AA = 1\n'A = 1'\n# A = 1\n", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(how(text), expected, "{text}");
    }
}

#[test]
fn imports_are_told_with_their_dots() {
    let module = Module::read("import os, a.b as c\nfrom ..x.y import (z)\nfrom . import w\nif t:\n    from v import *\n").unwrap();
    let found: Vec<_> = module.imports().into_iter().map(|i| (i.line, i.indent, i.level, i.module, i.star)).collect();
    let import = |line, indent, level, name: &str, star| (line, indent, level, name.to_owned(), star);
    let expected = [
        import(1, 0, 0, "os", false),
        import(1, 0, 0, "a.b", false),
        import(2, 0, 2, "x.y", false),
        import(3, 0, 1, "", false),
        import(5, 4, 0, "v", true),
    ];
    assert_eq!(found, expected);
}

#[test]
fn the_settings_module_is_told_by_a_call_or_an_assignment() {
    let table = [
        ("os.environ.setdefault('DJANGO_SETTINGS_MODULE', \"a.settings\")\n", Some("a.settings")),
        ("def main():\n    os.environ['DJANGO_SETTINGS_MODULE'] = 'b.settings'\n", Some("b.settings")),
        ("print('DJANGO_SETTINGS_MODULE', name)\n", None),
        ("x = 'DJANGO_SETTINGS_MODULE'\n", None),
    ];
    for (text, expected) in table {
        assert_eq!(Module::read(text).unwrap().settings_module().as_deref(), expected, "{text}");
    }
}
