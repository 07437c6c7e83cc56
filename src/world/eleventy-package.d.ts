// Eleventy has no types; these are the parts that eleventy.ts and theme.ts use.
declare module '@11ty/eleventy' {
  export interface NunjucksEnvironment {
    readonly loaders: ReadonlyArray<{ readonly searchPaths: string[] }>;
    render(template: string, context: Record<string, unknown>, done: Done): void;
  }

  type Done = (error: Error | null, text: string | null) => void;

  /** What every template is given. */
  export interface TemplateData {
    readonly page: object;
    readonly [name: string]: unknown;
  }

  /** What a transform or a linter is called on. */
  export interface OfPage {
    readonly inputPath: string;
    readonly outputPath: string;
    readonly url: string;
    readonly page: object;
  }

  type Transform = (this: OfPage, content: unknown, outputPath: string) => unknown;
  type Linter = (this: OfPage, content: string, inputPath: string, outputPath: string) => unknown;

  export interface EleventyConfig {
    readonly ignores: Set<string>;
    readonly transforms: Readonly<Record<string, Transform>>;
    readonly linters: Readonly<Record<string, Linter>>;
    readonly benchmarkManager: { get(group: 'Configuration'): { setIsVerbose(verbose: boolean): void } };
    on(event: 'eleventy.engine.njk', hear: (engine: { environment: NunjucksEnvironment }) => void): void;
    setUseGitIgnore(use: boolean): void;
    setFrontMatterParsingOptions(options: { engines: Record<string, () => never> }): void;
    addPlugin(plugin: (config: EleventyConfig) => unknown): void;
    addDateParsing(parse: (this: { page: { inputPath: string } }, value: unknown) => Date | undefined): void;
    addFilter(name: string, filter: (value: never, given: never) => string): void;
    /** `false` leaves the template out. */
    addPreprocessor(name: string, formats: string, prepare: (data: TemplateData) => Promise<false>): void;
    addGlobalData(name: string, value: unknown): void;
    addTemplate(path: string, content: string, data?: Record<string, unknown>): void;
  }

  export interface EleventyResult {
    readonly inputPath: string;
    readonly outputPath: string | false;
    readonly content: string;
  }

  export class Eleventy {
    constructor(
      input: string,
      output: string,
      options: {
        quietMode: boolean;
        configPath: false;
        pathPrefix: string;
        config: (config: EleventyConfig) => unknown;
      },
    );
    /** The argument is laid over Eleventy's defaults. */
    initializeConfig(defaults: Record<string, unknown>): Promise<void>;
    disableLogger(): void;
    /** May be called again; then templates and data files that it has read are not read anew. */
    toJSON(): Promise<readonly EleventyResult[]>;
  }
}
