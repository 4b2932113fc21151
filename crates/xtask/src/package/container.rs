//! `intake-form_VERSION_oci.tar`: a container image for each processor, as an OCI image layout in a tar
//! (image-spec 1.1: image-layout.md, manifest.md, config.md). No container engine is needed to make it;
//! `podman load`, `docker load` and `skopeo` read it.
//!
//! It is what `packages/container/Containerfile` says, and its test holds the two against each other.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::archive::{Entry, tar};
use super::platform::Platform;
use super::shipment::{Shipment, hex, with};
use crate::compress;

const MANIFEST: &str = "application/vnd.oci.image.manifest.v1+json";
const CONFIG: &str = "application/vnd.oci.image.config.v1+json";
const LAYER: &str = "application/vnd.oci.image.layer.v1.tar+gzip";
const INDEX: &str = "application/vnd.oci.image.index.v1+json";

/// The number of the user that the program runs as, and that owns its folder.
const USER: u64 = 65_532;

/// For those who build their own, and for the proof that it says the same.
const CONTAINERFILE: &str = include_str!("../../../../packages/container/Containerfile");

pub(super) fn make(shipment: &Shipment) -> Result<()> {
    shipment.put("Containerfile", CONTAINERFILE.as_bytes())?;
    let layout = layout(&shipment.programs()?, &shipment.version, shipment.epoch)?;
    shipment.put(&format!("intake-form_{}_oci.tar", shipment.version), &layout)
}

fn layout(programs: &[(&Platform, Vec<u8>)], version: &str, epoch: u64) -> Result<Vec<u8>> {
    let mut layout = Layout::default();
    let mut manifests = Vec::new();
    for (platform, program) in programs {
        let manifest = layout.image(platform.architecture, program, epoch)?;
        let runs_on = json!({ "architecture": platform.architecture, "os": "linux" });
        manifests.push(with(manifest, "platform", runs_on));
    }
    let images = json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": manifests });
    let images = layout.blob(INDEX, images.to_string().into_bytes());
    let names = json!({
        "org.opencontainers.image.ref.name": format!("intake-form:{version}"),
        // The same for Docker.
        "io.containerd.image.name": format!("docker.io/library/intake-form:{version}"),
    });
    let index =
        json!({ "schemaVersion": 2, "mediaType": INDEX, "manifests": [with(images, "annotations", names)] });
    layout.file("index.json", index.to_string().into_bytes());
    layout.file("oci-layout", br#"{"imageLayoutVersion":"1.0.0"}"#.to_vec());
    tar(&layout.0, epoch)
}

#[derive(Default)]
struct Layout(BTreeMap<String, Entry>);

impl Layout {
    /// An image of one layer; answers with the descriptor of its manifest.
    fn image(&mut self, architecture: &str, program: &[u8], epoch: u64) -> Result<Value> {
        let files = BTreeMap::from([
            ("data/".to_owned(), Entry::folder(USER)),
            ("intake".to_owned(), Entry::program(program.to_vec())),
        ]);
        let files = tar(&files, epoch)?;
        let unpacked = digest(&files);
        let layer = self.blob(LAYER, compress::gzip(&files)?);
        let config = json!({
            "architecture": architecture,
            "os": "linux",
            "config": {
                "User": format!("{USER}:{USER}"),
                "Env": ["INTAKE_LISTEN=0.0.0.0:8080"],
                "ExposedPorts": { "8080/tcp": {} },
                "Volumes": { "/data": {} },
                "WorkingDir": "/data",
                "Entrypoint": ["/intake"],
                "Cmd": ["serve"],
                "StopSignal": "SIGTERM",
            },
            "rootfs": { "type": "layers", "diff_ids": [unpacked] },
        });
        let config = self.blob(CONFIG, config.to_string().into_bytes());
        let manifest =
            json!({ "schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": [layer] });
        Ok(self.blob(MANIFEST, manifest.to_string().into_bytes()))
    }

    /// Keeps bytes under their digest; answers with their descriptor.
    fn blob(&mut self, media_type: &str, bytes: Vec<u8>) -> Value {
        let (digest, size) = (digest(&bytes), bytes.len());
        self.file(&format!("blobs/{}", digest.replacen(':', "/", 1)), bytes);
        json!({ "mediaType": media_type, "digest": digest, "size": size })
    }

    fn file(&mut self, name: &str, bytes: Vec<u8>) {
        self.0.insert(name.to_owned(), Entry::file(bytes));
    }
}

fn digest(bytes: &[u8]) -> String {
    format!("sha256:{}", hex(&Sha256::digest(bytes)))
}

#[cfg(test)]
mod tests {
    use super::super::platform::PLATFORMS;
    use super::*;
    use std::io::Read;

    fn made(program: &[u8]) -> Vec<u8> {
        let programs: Vec<_> = PLATFORMS.iter().map(|platform| (platform, program.to_vec())).collect();
        layout(&programs, "0.1.0", 1_700_000_000).unwrap()
    }

    fn files(tar: &[u8]) -> BTreeMap<String, Vec<u8>> {
        let mut files = BTreeMap::new();
        for entry in tar::Archive::new(tar).entries().unwrap() {
            let mut entry = entry.unwrap();
            let name = entry.path().unwrap().to_string_lossy().into_owned();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            files.insert(name, bytes);
        }
        files
    }

    fn json(bytes: &[u8]) -> Value {
        serde_json::from_slice(bytes).unwrap()
    }

    /// Follows a descriptor, as an engine does.
    fn follow<'a>(files: &'a BTreeMap<String, Vec<u8>>, descriptor: &Value) -> &'a [u8] {
        let named = descriptor["digest"].as_str().unwrap();
        let bytes = &files[&format!("blobs/{}", named.replace(':', "/"))];
        assert_eq!(
            (digest(bytes).as_str(), bytes.len() as u64),
            (named, descriptor["size"].as_u64().unwrap())
        );
        bytes
    }

    #[test]
    fn an_engine_finds_the_program_of_its_processor_by_digests_alone() {
        let files = files(&made(b"program"));
        let index = json(follow(&files, &json(&files["index.json"])["manifests"][0]));
        for (manifest, architecture) in index["manifests"].as_array().unwrap().iter().zip(["amd64", "arm64"])
        {
            assert_eq!(manifest["platform"]["architecture"], architecture);
            let manifest = json(follow(&files, manifest));
            let config = json(follow(&files, &manifest["config"]));
            assert_eq!(config["architecture"], architecture);
            let mut layer = Vec::new();
            let packed = follow(&files, &manifest["layers"][0]);
            flate2::read::GzDecoder::new(packed).read_to_end(&mut layer).unwrap();
            assert_eq!(config["rootfs"]["diff_ids"][0], digest(&layer).as_str());
            assert_eq!(self::files(&layer)["intake"], b"program");
        }
    }

    #[test]
    fn the_image_is_the_same_bytes_each_time() {
        assert!(made(b"program") == made(b"program") && made(b"program") != made(b"another"));
    }

    #[test]
    fn the_image_is_what_the_containerfile_says() {
        let containerfile = CONTAINERFILE;
        let files = files(&made(b"program"));
        let index = json(follow(&files, &json(&files["index.json"])["manifests"][0]));
        let manifest = json(follow(&files, &index["manifests"][0]));
        let config = &json(follow(&files, &manifest["config"]))["config"];
        for (line, said) in [
            (format!("USER {}", config["User"].as_str().unwrap()), "USER"),
            (format!("ENV {}", config["Env"][0].as_str().unwrap()), "ENV"),
            (format!("WORKDIR {}", config["WorkingDir"].as_str().unwrap()), "WORKDIR"),
            (format!("ENTRYPOINT {}", config["Entrypoint"]), "ENTRYPOINT"),
            (format!("CMD {}", config["Cmd"]), "CMD"),
            (format!("STOPSIGNAL {}", config["StopSignal"].as_str().unwrap()), "STOPSIGNAL"),
        ] {
            assert!(containerfile.lines().any(|own| own == line), "{said}: {line}");
        }
        assert!(containerfile.contains("EXPOSE 8080\n") && containerfile.contains("VOLUME /data\n"));
    }
}
