// Asks veraPDF whether papers keep PDF/A-3a and PDF/UA-1: a line of JSON for each standard and each file that is named.
// Run by the interpreter that veraPDF brings for the conditions of its rules.

var pdfa = Packages.org.verapdf.pdfa;
var Profiles = pdfa.validation.profiles.Profiles;
var FAULTS = 20; // of each kind that are told

function all(node, name) {
    var found = node.getElementsByTagName(name), nodes = [];
    for (var at = 0; at < found.getLength(); at++) nodes.push(found.item(at));
    return nodes;
}

function text(node, name) {
    return all(node, name)[0].getTextContent();
}

function rule(node) {
    var id = all(node, "id")[0];
    var standard = pdfa.flavours.PDFAFlavour.Specification.valueOf(id.getAttribute("specification"));
    return Profiles.ruleFromValues(
        Profiles.ruleIdFromValues(standard, id.getAttribute("clause"), parseInt(id.getAttribute("testNumber"))),
        node.getAttribute("object"), node.getAttribute("deferred") == "true", node.getAttribute("tags"),
        text(node, "description"), text(node, "test"),
        Profiles.errorFromValues(text(node, "message"), new java.util.ArrayList()), new java.util.ArrayList());
}

function variable(node) {
    return Profiles.variableFromValues(
        node.getAttribute("name"), node.getAttribute("object"), text(node, "defaultValue"), text(node, "value"));
}

// Read here: veraPDF's own way takes a library (JAXB) that does not come with it.
function profile(name) {
    var place = java.lang.ClassLoader.getSystemResource("org/verapdf/pdfa/validation/" + name + ".xml");
    var builder = javax.xml.parsers.DocumentBuilderFactory.newInstance().newDocumentBuilder();
    var root = builder.parse(place.toString()).getDocumentElement();
    return Profiles.profileFromValues(
        pdfa.flavours.PDFAFlavour.valueOf(root.getAttribute("flavour")),
        Profiles.profileDetailsFromValues(name, name, name, new java.util.Date(0)), "",
        new java.util.HashSet(all(root, "rule").map(rule)), new java.util.HashSet(all(root, "variable").map(variable)));
}

function faults(asked, file) {
    var parser = pdfa.Foundries.defaultInstance().createParser(new java.io.File(file), asked.getPDFAFlavour());
    var validator = pdfa.validation.validators.ValidatorFactory.createValidator(asked, FAULTS, false, false, false);
    var result = validator.validate(parser), found = result.getTestAssertions().iterator(), told = [];
    while (found.hasNext()) {
        var each = found.next();
        told.push(each.getRuleId().getClause() + ": " + each.getMessage());
    }
    validator.close();
    parser.close();
    return told.length || result.isCompliant() ? told : ["not kept"];
}

java.util.logging.Logger.getLogger("").setLevel(java.util.logging.Level.OFF);
Packages.org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider.initialise();
var files = arguments;
["PDFA-3A", "PDFUA-1"].map(profile).forEach(function (asked) {
    files.forEach(function (file) {
        print(JSON.stringify([String(asked.getPDFAFlavour()), String(file), faults(asked, file)]));
    });
});
